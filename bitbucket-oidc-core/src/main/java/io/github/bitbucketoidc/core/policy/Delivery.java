package io.github.bitbucketoidc.core.policy;

import java.util.Objects;

/**
 * One line of a grant: this variable comes from that secret. Immutable, a value.
 *
 * @param variable the variable's name; one {@code *} in it stands for the name of each field of the secret, verbatim
 * @param secret where its value is
 * @since 0.1.0
 */
public record Delivery(String variable, SecretRef secret) {

    /**
     * Checks the parts.
     *
     * @param variable the variable's name
     * @param secret where its value is
     * @throws IllegalArgumentException if the name is ill-formed, or holds a {@code *} while the reference names one field
     */
    public Delivery {
        Objects.requireNonNull(secret, "secret");
        if (!VariableNames.isWellFormedPattern(variable)) {
            throw new IllegalArgumentException(
                    "variable: letters, digits and '_', not beginning with a digit, and at most one '*'");
        }
        if (variable.indexOf('*') >= 0 && secret.field().isPresent()) {
            throw new IllegalArgumentException(
                    "variable: a '*' stands for all fields, so the secret must not name one");
        }
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
     * How a policy file writes it.
     *
     * @return {@code VARIABLE: store:path#field}
     */
    @Override
    public String toString() {
        return variable + ": " + secret;
    }
}
