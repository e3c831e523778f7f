package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.provider.names.NamePattern;
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
 * @param only the names that a wildcard may become, or patterns of them with one {@code *}; letter case counts; empty for all
 *     that the variable's name allows
 * @param anyName whether a wildcard is meant to bring any name
 * @since 0.1.0
 */
public record DecidedDelivery(
        String variable,
        String store,
        SecretId secret,
        Optional<String> field,
        List<String> grants,
        List<String> only,
        boolean anyName) {

    /**
     * Copies the names.
     *
     * @param variable the variable's name
     * @param store the store's name
     * @param secret the secret inside the store
     * @param field the field, if one is named
     * @param grants the names of the grants
     * @param only the names that a wildcard may become
     * @param anyName whether any name is meant
     */
    public DecidedDelivery {
        grants = List.copyOf(grants);
        only = List.copyOf(only);
    }

    /**
     * Whether the name stands for as many variables as the secret has fields.
     *
     * @return whether it holds a {@code *}
     */
    public boolean isWildcard() {
        return variable.indexOf('*') >= 0;
    }

    /**
     * Whether a variable is among those that this delivers.
     *
     * @param name the final name of a variable
     * @return whether it is the name, or one that the wildcard can and may become
     */
    public boolean brings(String name) {
        return NamePattern.exact(variable).matchesFolded(name) && NamePattern.allow(only, name);
    }
}
