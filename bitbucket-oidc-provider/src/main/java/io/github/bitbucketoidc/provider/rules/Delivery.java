package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.provider.names.NamePattern;
import io.github.bitbucketoidc.provider.names.VariableNames;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a grant: this variable comes from that secret. Immutable, a value.
 *
 * <p>A {@code *} in the name stands for the name of each field of the secret, verbatim. Whoever may write the secret then chooses
 * names of variables, and environment variables can run code. So a name that begins with the {@code *} says which names it
 * may become, or that it means any:
 *
 * <pre>{@code
 * Delivery.of("TOKEN", SecretRef.parse("vault:secret/payments/token#value"));
 * Delivery.of("DB_*", SecretRef.parse("vault:secret/payments/db"));
 * Delivery.only("*", SecretRef.parse("vault:secret/payments/env"), List.of("APP_*", "MAIL_PASSWORD"));
 * Delivery.anyName("*", SecretRef.parse("vault:secret/payments/env"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Delivery {

    private final String variable;
    private final SecretRef secret;
    private final List<String> only;
    private final boolean anyName;

    private Delivery(String variable, SecretRef secret, List<String> only, boolean anyName) {
        Objects.requireNonNull(secret, "secret");
        this.only = List.copyOf(only);
        if (!VariableNames.isWellFormedPattern(variable)) {
            throw new IllegalArgumentException(
                    "variable: letters, digits and '_', not beginning with a digit, and at most one '*'");
        }
        boolean wildcard = variable.indexOf('*') >= 0;
        if (wildcard && secret.field().isPresent()) {
            throw new IllegalArgumentException(
                    "variable: a '*' stands for all fields, so the secret must not name one");
        }
        if (!wildcard && (anyName || !this.only.isEmpty())) {
            throw new IllegalArgumentException("only: a name without '*' becomes nothing but itself");
        }
        if (anyName && !this.only.isEmpty()) {
            throw new IllegalArgumentException("anyName: contradicts 'only', which names some");
        }
        if (variable.startsWith("*") && this.only.isEmpty() && !anyName) {
            throw new IllegalArgumentException(
                    "variable: a name that begins with '*' says 'only' which names it may become, or 'anyName'");
        }
        for (String name : this.only) {
            if (!VariableNames.isWellFormedPattern(name)
                    || name.equals("*")
                    || !NamePattern.exact(variable).meets(NamePattern.exact(name))) {
                throw new IllegalArgumentException("only: '" + name + "' is no name that '" + variable
                        + "' can become; any name at all is 'anyName'");
            }
        }
        this.variable = variable;
        this.secret = secret;
        this.anyName = anyName;
    }

    /** {@return the variable's name; one {@code *} in it stands for the name of each field of the secret, verbatim} */
    public String variable() {
        return variable;
    }

    /** {@return where its value is} */
    public SecretRef secret() {
        return secret;
    }

    /**
     * {@return the names that a wildcard may become, or patterns of them with one {@code *}; letter case counts; empty
     * for all that the variable's name allows}
     */
    public List<String> only() {
        return only;
    }

    /** {@return whether a name that begins with {@code *} is meant to bring any name} */
    public boolean anyName() {
        return anyName;
    }

    /**
     * A variable, or a wildcard with a beginning of its own.
     *
     * @param variable the variable's name, which does not begin with {@code *}
     * @param secret where its value is
     * @return the delivery
     * @throws IllegalArgumentException if the two do not fit
     */
    public static Delivery of(String variable, SecretRef secret) {
        return new Delivery(variable, secret, List.of(), false);
    }

    /**
     * A wildcard that brings only some names; other fields of the secret are not delivered.
     *
     * @param variable a name with one {@code *}
     * @param secret the secret, without a field
     * @param names the names that it may become, or patterns of them with one {@code *}; letter case counts
     * @return the delivery
     * @throws IllegalArgumentException if the parts do not fit, or there are no names
     */
    public static Delivery only(String variable, SecretRef secret, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("names: at least one is needed");
        }
        return new Delivery(variable, secret, names, false);
    }

    /**
     * A wildcard that brings whatever name somebody gives a field, but for names that are {@linkplain VariableNames#isReserved
     * reserved} or {@linkplain VariableNames#isIdentity tell tools as whom they act}, with which the whole answer fails.
     *
     * @param variable a name with one {@code *}
     * @param secret the secret, without a field
     * @return the delivery
     * @throws IllegalArgumentException if the parts do not fit
     */
    public static Delivery anyName(String variable, SecretRef secret) {
        return new Delivery(variable, secret, List.of(), true);
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
     * @return {@code VARIABLE: store:path#field}, or for a wildcard that says what it brings <code>"*": { from: ..., only: [...]
     *     }</code>
     */
    @Override
    public String toString() {
        String bound = anyName
                ? "any-name: true"
                : "only: ["
                        + only.stream()
                                .map(name -> '"' + name + '"')
                                .reduce((a, b) -> a + ", " + b)
                                .orElse("") + "]";
        return only.isEmpty() && !anyName
                ? variable + ": " + secret
                : '"' + variable + "\": { from: \"" + secret + "\", " + bound + " }";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Delivery that
                && that.variable.equals(variable)
                && that.secret.equals(secret)
                && that.only.equals(only)
                && that.anyName == anyName;
    }

    @Override
    public int hashCode() {
        return Objects.hash(variable, secret, only, anyName);
    }
}
