package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.ClaimFilters;
import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.provider.policy.PolicyBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    Grant(Builder builder) {
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

    /**
     * Builds a {@link Grant}. Without further words a grant must be pinned to a workspace or a repository, is live, and has neither
     * owner, description nor review date. Not thread-safe.
     */
    public static final class Builder {

        final String name;
        final List<Delivery> deliveries = new ArrayList<>(1);
        boolean unpinned;
        boolean shadow;

        @Nullable
        String owner;

        @Nullable
        String description;

        @Nullable
        LocalDate reviewBy;

        boolean refusedWhenOverdue;
        int line;
        private @Nullable ClaimFilter when;

        Builder(String name) {
            Labels.check("name", name);
            this.name = name;
        }

        /**
         * Sets the condition.
         *
         * @param when the grant applies where this is YES
         * @return this builder
         */
        public Builder when(ClaimFilter when) {
            this.when = Objects.requireNonNull(when, "when");
            return this;
        }

        /**
         * Delivers a variable.
         *
         * @param variable its name; one {@code *} that is not its beginning stands for each field of the secret
         * @param secret {@code store:path[@version][#field]}
         * @return this builder
         * @throws IllegalArgumentException if the name or the reference is not one
         */
        public Builder deliver(String variable, String secret) {
            return deliver(Delivery.of(variable, SecretRef.parse(secret)));
        }

        /**
         * Delivers some fields of a secret; what else it has is not delivered.
         *
         * @param variable a name in which one {@code *} stands for each field of the secret
         * @param secret {@code store:path[@version]}
         * @param names the names that it may become, or patterns of them with one {@code *}; letter case counts
         * @return this builder
         * @throws IllegalArgumentException if the parts do not fit, or there are no names
         */
        public Builder deliverOnly(String variable, String secret, String... names) {
            return deliver(Delivery.only(variable, SecretRef.parse(secret), List.of(names)));
        }

        /**
         * Delivers every field of a secret, whatever its name. Whoever may write the secret then chooses names of variables: prefer
         * {@link #deliverOnly}.
         *
         * @param variable a name in which one {@code *} stands for each field of the secret
         * @param secret {@code store:path[@version]}
         * @return this builder
         * @throws IllegalArgumentException if the parts do not fit
         */
        public Builder deliverAnyName(String variable, String secret) {
            return deliver(Delivery.anyName(variable, SecretRef.parse(secret)));
        }

        /**
         * Delivers a variable.
         *
         * @param delivery the variable and where its value is
         * @return this builder
         */
        public Builder deliver(Delivery delivery) {
            deliveries.add(Objects.requireNonNull(delivery, "delivery"));
            return this;
        }

        /**
         * Lets the grant apply in every workspace and repository that meets its condition.
         *
         * @return this builder
         */
        public Builder unpinned() {
            this.unpinned = true;
            return this;
        }

        /**
         * Only tries the grant: it is decided and audited, but nothing of it is read or delivered.
         *
         * @return this builder
         */
        public Builder shadow() {
            this.shadow = true;
            return this;
        }

        /**
         * Says who answers for the grant.
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
         * Says what the grant is for.
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
         * Sets a review date, from the day after which the grant is reported as overdue.
         *
         * @param day the last day, in UTC, on which it counts as reviewed
         * @return this builder
         */
        public Builder reviewBy(LocalDate day) {
            this.reviewBy = Objects.requireNonNull(day, "day");
            return this;
        }

        /**
         * Lets the grant stop applying when its review is overdue.
         *
         * @return this builder
         */
        public Builder refusedWhenOverdue() {
            this.refusedWhenOverdue = true;
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
         * Ends the building. What can only be judged beside other grants is checked by {@link PolicyBuilder#build()}.
         *
         * @return the grant
         * @throws IllegalStateException if there is no condition or no delivery, or it is to be refused when overdue but has no
         *     review date
         */
        public Grant build() {
            if (deliveries.isEmpty()) {
                throw new IllegalStateException("deliver: the grant " + name + " delivers nothing");
            }
            if (refusedWhenOverdue && reviewBy == null) {
                throw new IllegalStateException("reviewBy: the grant " + name + " can never be overdue without it");
            }
            return new Grant(this);
        }

        /** The condition, and that each claim is there that a path is filled with. */
        ClaimFilter condition() {
            if (when == null) {
                throw new IllegalStateException("when: the grant " + name + " has no condition");
            }
            ClaimFilter condition = when;
            for (ClaimWord word : placeholders()) {
                condition = condition.and(
                        switch (word) {
                            case WORKSPACE -> ClaimFilters.workspace().isPresent();
                            case REPOSITORY -> ClaimFilters.repository().isPresent();
                            default -> ClaimFilters.environment().isPresent();
                        });
            }
            return condition;
        }

        private Set<ClaimWord> placeholders() {
            Set<ClaimWord> words = EnumSet.noneOf(ClaimWord.class);
            deliveries.forEach(delivery -> words.addAll(delivery.secret().placeholders()));
            return words;
        }
    }
}
