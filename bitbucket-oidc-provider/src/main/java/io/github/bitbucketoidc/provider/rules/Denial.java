package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.provider.names.NamePattern;
import io.github.bitbucketoidc.provider.names.SecretPattern;
import io.github.bitbucketoidc.provider.names.VariableNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From steps that meet a condition, or that do not say enough to rule it out, these variables or secrets are withheld. It wins
 * over every grant and never lapses. Immutable, thread-safe.
 *
 * <pre>{@code
 * Denial freeze = Denial.builder("freeze").when(repository().is(payments)).withhold("*").build();
 * Denial sealed = Denial.builder("sealed")
 *         .when(not(environment().is(production)))
 *         .alsoWhenAbsent()
 *         .withholdSecrets("vault:secret/production/**")
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Denial {

    private final String name;
    private final ClaimFilter when;
    private final List<String> withhold;
    private final List<NamePattern> patterns;
    private final List<SecretPattern> secrets;
    private final boolean withholdsWhenAbsent;
    private final boolean shadow;
    private final @Nullable String owner;
    private final @Nullable String description;
    private final int line;

    Denial(Builder builder) {
        this.name = builder.name;
        this.when = builder.condition();
        this.withhold = List.copyOf(builder.withhold);
        this.patterns = withhold.stream().map(NamePattern::of).toList();
        this.secrets = List.copyOf(builder.secrets);
        this.withholdsWhenAbsent = builder.whenAbsent;
        this.shadow = builder.shadow;
        this.owner = builder.owner;
        this.description = builder.description;
        this.line = builder.line;
    }

    /**
     * Starts a denial.
     *
     * @param name its name in the policy and in audit events: 1 to 200 visible characters
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Its name.
     *
     * @return the key in the policy file
     */
    public String name() {
        return name;
    }

    /**
     * The condition, which applies on YES and on UNKNOWN.
     *
     * @return what the policy says
     */
    public ClaimFilter when() {
        return when;
    }

    /**
     * Which variables are withheld, by their final names.
     *
     * @return patterns with at most one {@code *}; letter case is ignored; unmodifiable; none if secrets are named instead
     */
    public List<String> withhold() {
        return withhold;
    }

    /**
     * Which secrets are withheld, whatever the variables are called that they would fill (attack row W8).
     *
     * @return patterns {@code store:path}, in which the path is a glob; unmodifiable; none if only variables are named
     */
    public List<String> withholdSecrets() {
        return secrets.stream().map(SecretPattern::toString).toList();
    }

    /**
     * Whether it says that it means to apply when a claim is absent, too.
     *
     * @return {@code when-absent: withhold}
     */
    public boolean withholdsWhenAbsent() {
        return withholdsWhenAbsent;
    }

    /**
     * Whether it is only tried: decided and audited, but nothing is withheld.
     *
     * @return {@code mode: shadow}
     */
    public boolean isShadow() {
        return shadow;
    }

    /**
     * Who answers for it.
     *
     * @return the owner, if the policy names one
     */
    public Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    /**
     * What it is for.
     *
     * @return the description, if there is one
     */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /**
     * Where it stands in the policy file.
     *
     * @return its line, counted from 1; 0 if it was built in code
     */
    public int line() {
        return line;
    }

    /**
     * Whether it withholds a variable.
     *
     * @param variable its final name, after wildcards are expanded; letter case is ignored
     * @return whether a pattern of {@link #withhold()} matches it
     */
    public boolean withholds(String variable) {
        String folded = VariableNames.fold(variable);
        return patterns.stream().anyMatch(pattern -> pattern.matchesFolded(folded));
    }

    /**
     * Whether it withholds a secret, whatever the variables are called.
     *
     * @param store the store's name in the policy
     * @param path the path in the store, as it was filled for the step
     * @return whether a pattern of {@link #withholdSecrets()} matches it
     */
    public boolean withholdsSecret(String store, String path) {
        for (SecretPattern secret : secrets) {
            if (secret.matches(store, path)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it withholds every name that a delivery can become.
     *
     * @param pattern a variable's name; one {@code *} in it stands for the name of each field
     * @return whether one pattern of {@link #withhold()} covers all of them
     */
    public boolean withholdsAll(String pattern) {
        NamePattern names = NamePattern.of(pattern);
        return patterns.stream().anyMatch(known -> known.covers(names));
    }

    /**
     * For logs.
     *
     * @return the name and the condition
     */
    @Override
    public String toString() {
        return name + ": " + when;
    }

    /**
     * Builds a {@link Denial}. Without further words a denial is live, must not apply through absence alone, and has neither owner
     * nor description. Not thread-safe.
     */
    public static final class Builder {

        final String name;
        final List<String> withhold = new ArrayList<>(1);
        final List<SecretPattern> secrets = new ArrayList<>(0);
        boolean whenAbsent;
        boolean shadow;

        @Nullable
        String owner;

        @Nullable
        String description;

        int line;
        private @Nullable ClaimFilter when;

        Builder(String name) {
            Labels.check("name", name);
            this.name = name;
        }

        /**
         * Sets the condition.
         *
         * @param when the denial applies where this is YES or UNKNOWN
         * @return this builder
         */
        public Builder when(ClaimFilter when) {
            this.when = Objects.requireNonNull(when, "when");
            return this;
        }

        /**
         * Withholds variables.
         *
         * @param patterns final names; one {@code *} in each stands for any text; letter case is ignored
         * @return this builder
         * @throws IllegalArgumentException if one could not be the name of a variable
         */
        public Builder withhold(String... patterns) {
            for (String pattern : patterns) {
                if (!VariableNames.isWellFormedPattern(pattern)) {
                    throw new IllegalArgumentException(
                            "patterns: letters, digits and '_', not beginning with a digit, and at most one '*'");
                }
                withhold.add(pattern);
            }
            return this;
        }

        /**
         * Withholds secrets, whatever the variables are called that they would fill. Such a secret is not read.
         *
         * @param patterns each a store and a path, {@code vault:secret/payments/**}; in the path {@code *} stands for characters of
         *     one segment and {@code **} for any, as in {@link io.github.bitbucketoidc.core.filter.tree.Glob}. A path that grants fill, such as
         *     with <code>{repository}</code>, is matched as it is filled for the step
         * @return this builder
         * @throws IllegalArgumentException if one could match no secret, or names a field or a version
         */
        public Builder withholdSecrets(String... patterns) {
            for (String pattern : patterns) {
                secrets.add(SecretPattern.parse(pattern));
            }
            return this;
        }

        /**
         * Lets the denial apply when a claim that it asks about is absent.
         *
         * @return this builder
         */
        public Builder alsoWhenAbsent() {
            this.whenAbsent = true;
            return this;
        }

        /**
         * Only tries the denial: it is decided and audited, but nothing is withheld.
         *
         * @return this builder
         */
        public Builder shadow() {
            this.shadow = true;
            return this;
        }

        /**
         * Says who answers for the denial.
         *
         * @param owner a person or a team, 1 to 200 visible characters
         * @return this builder
         * @throws IllegalArgumentException if it is empty, too long or holds characters that cannot be seen
         */
        public Builder owner(String owner) {
            Labels.check("owner", owner);
            this.owner = owner;
            return this;
        }

        /**
         * Says what the denial is for.
         *
         * @param description not empty
         * @return this builder
         * @throws IllegalArgumentException if it is empty
         */
        public Builder description(String description) {
            if (description.isBlank()) {
                throw new IllegalArgumentException("description: must not be empty");
            }
            this.description = description;
            return this;
        }

        /**
         * Says where it stands in a file: for readers of policies.
         *
         * @param line its line, counted from 1; 0 if it stands in none
         * @return this builder
         */
        public Builder line(int line) {
            this.line = line;
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the denial
         * @throws IllegalStateException if there is no condition or nothing to withhold
         */
        public Denial build() {
            if (withhold.isEmpty() && secrets.isEmpty()) {
                throw new IllegalStateException("withhold: the denial " + name + " withholds nothing");
            }
            return new Denial(this);
        }

        ClaimFilter condition() {
            if (when == null) {
                throw new IllegalStateException("when: the denial " + name + " has no condition");
            }
            return when;
        }
    }
}
