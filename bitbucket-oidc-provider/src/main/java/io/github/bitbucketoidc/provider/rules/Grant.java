package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * To steps that meet a condition these variables are delivered. Immutable, thread-safe.
 *
 * <pre>{@code
 * Grant upload = Grant.builder("upload-policies")
 *         .when(repository().is(payments).and(branch().is("main")))
 *         .deliver("CERBOS_HUB_CLIENT_ID", "vault:secret/cerbos/hub#client_id")
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Grant {

    private final String name;
    private final ClaimFilter when;
    private final List<Delivery> deliveries;
    private final boolean unpinned;
    private final boolean shadow;
    private final @Nullable String owner;
    private final @Nullable String description;
    private final @Nullable LocalDate reviewBy;
    private final boolean refusedWhenOverdue;
    private final int line;

    Grant(GrantBuilder builder) {
        this.name = builder.name;
        this.when = builder.condition();
        this.deliveries = List.copyOf(builder.deliveries);
        this.unpinned = builder.unpinned;
        this.shadow = builder.shadow;
        this.owner = builder.owner;
        this.description = builder.description;
        this.reviewBy = builder.reviewBy;
        this.refusedWhenOverdue = builder.refusedWhenOverdue;
        this.line = builder.line;
    }

    /**
     * Starts a grant.
     *
     * @param name its name in the policy and in audit events: 1 to 200 visible characters
     * @return a builder
     */
    public static GrantBuilder builder(String name) {
        return new GrantBuilder(name);
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
     * The condition, which applies on YES only.
     *
     * @return what the policy says, and that each claim is present that a path is filled with
     */
    public ClaimFilter when() {
        return when;
    }

    /**
     * What is delivered.
     *
     * @return at least one, in the order of the policy, unmodifiable
     */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /**
     * Whether it says that it need not name a workspace or a repository (attack row R12).
     *
     * @return {@code unpinned: true}
     */
    public boolean isUnpinned() {
        return unpinned;
    }

    /**
     * Whether it is only tried: decided and audited, but nothing of it is read or delivered.
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
     * The last day on which it counts as reviewed.
     *
     * @return the day, in UTC, if there is one
     */
    public Optional<LocalDate> reviewBy() {
        return Optional.ofNullable(reviewBy);
    }

    /**
     * Whether it stops applying when it is overdue.
     *
     * @return {@code overdue: refuse}
     */
    public boolean isRefusedWhenOverdue() {
        return refusedWhenOverdue;
    }

    /**
     * Whether its review is overdue.
     *
     * @param now the time of the decision
     * @return whether it is past the end, in UTC, of the day of {@link #reviewBy()}
     */
    public boolean isOverdue(Instant now) {
        return reviewBy != null
                && !now.isBefore(
                        reviewBy.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
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
     * For logs.
     *
     * @return the name and the condition
     */
    @Override
    public String toString() {
        return name + ": " + when;
    }
}
