package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.names.NamePattern;
import io.github.bitbucketoidc.provider.names.SecretPattern;
import io.github.bitbucketoidc.provider.names.VariableNames;
import java.util.List;
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

    Denial(DenialBuilder builder) {
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
    public static DenialBuilder builder(String name) {
        return new DenialBuilder(name);
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
}
