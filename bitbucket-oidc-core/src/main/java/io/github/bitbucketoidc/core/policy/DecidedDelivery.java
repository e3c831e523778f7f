package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.store.SecretId;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a step may have: this variable, or for a wildcard these variables, from that secret. Immutable, a value.
 *
 * @param variable the variable's name; one {@code *} in it stands for the name of each field of the secret
 * @param store the store's name in the policy
 * @param secret the secret inside the store, with every placeholder filled
 * @param field the field; empty for the whole value, or for all fields when the name is a wildcard
 * @param grants the names of the grants that deliver it, in the order of the policy; at least one
 * @since 0.1.0
 */
public record DecidedDelivery(
        String variable, String store, SecretId secret, Optional<String> field, List<String> grants) {

    /**
     * Copies the names.
     *
     * @param variable the variable's name
     * @param store the store's name
     * @param secret the secret inside the store
     * @param field the field, if one is named
     * @param grants the names of the grants
     */
    public DecidedDelivery {
        grants = List.copyOf(grants);
    }

    /**
     * Whether the name stands for as many variables as the secret has fields.
     *
     * @return whether it holds a {@code *}
     */
    public boolean isWildcard() {
        return variable.indexOf('*') >= 0;
    }
}
