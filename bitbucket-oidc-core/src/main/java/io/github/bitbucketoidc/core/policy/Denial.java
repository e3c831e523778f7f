package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From steps that meet a condition, or that do not say enough to rule it out, these variables are withheld. It wins over
 * every grant and never lapses. Immutable, thread-safe.
 *
 * <pre>{@code
 * Denial freeze = Denial.builder("freeze").when(repository().is(payments)).withhold("*").build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Denial {

    private final String name;
    private final ClaimFilter when;
    private final List<String> withhold;
    private final List<NamePattern> patterns;
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
     * @return at least one pattern with at most one {@code *}; letter case is ignored; unmodifiable
     */
    public List<String> withhold() {
        return withhold;
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

    boolean withholds(String variable) {
        String folded = VariableNames.fold(variable);
        return patterns.stream().anyMatch(pattern -> pattern.matchesFolded(folded));
    }

    /** Whether every name that a delivery can become is withheld by one pattern. */
    boolean withholdsAll(NamePattern variable) {
        return patterns.stream().anyMatch(pattern -> pattern.covers(variable));
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
