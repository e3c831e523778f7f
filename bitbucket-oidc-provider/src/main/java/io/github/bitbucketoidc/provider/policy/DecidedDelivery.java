package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.provider.names.NamePattern;
import io.github.bitbucketoidc.store.SecretId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a step may have: this variable, or for a wildcard these variables, from that secret. Immutable, a value.
 *
 * @since 0.1.0
 */
public final class DecidedDelivery {

    private final String variable;
    private final String store;
    private final SecretId secret;
    private final Optional<String> field;
    private final List<String> grants;
    private final List<String> only;
    private final boolean anyName;

    DecidedDelivery(
            String variable,
            String store,
            SecretId secret,
            Optional<String> field,
            List<String> grants,
            List<String> only,
            boolean anyName) {
        this.grants = List.copyOf(grants);
        this.only = List.copyOf(only);
        this.variable = variable;
        this.store = store;
        this.secret = secret;
        this.field = field;
        this.anyName = anyName;
    }

    /** {@return the variable's name; one {@code *} in it stands for the name of each field of the secret} */
    public String variable() {
        return variable;
    }

    /** {@return the store's name in the policy} */
    public String store() {
        return store;
    }

    /** {@return the secret inside the store, with every placeholder filled} */
    public SecretId secret() {
        return secret;
    }

    /** {@return the field; empty for the whole value, or for all fields when the name is a wildcard} */
    public Optional<String> field() {
        return field;
    }

    /** {@return the names of the grants that deliver it, in the order of the policy; at least one} */
    public List<String> grants() {
        return grants;
    }

    /**
     * {@return the names that a wildcard may become, or patterns of them with one {@code *}; letter case counts; empty
     * for all that the variable's name allows}
     */
    public List<String> only() {
        return only;
    }

    /** {@return whether a wildcard is meant to bring any name} */
    public boolean anyName() {
        return anyName;
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DecidedDelivery that
                && that.variable.equals(variable)
                && that.store.equals(store)
                && that.secret.equals(secret)
                && that.field.equals(field)
                && that.grants.equals(grants)
                && that.only.equals(only)
                && that.anyName == anyName;
    }

    @Override
    public int hashCode() {
        return Objects.hash(variable, store, secret, field, grants, only, anyName);
    }

    @Override
    public String toString() {
        return "DecidedDelivery[variable=" + variable + ", store=" + store + ", secret=" + secret + ", field=" + field
                + ", grants=" + grants + ", only=" + only + ", anyName=" + anyName + "]";
    }
}
