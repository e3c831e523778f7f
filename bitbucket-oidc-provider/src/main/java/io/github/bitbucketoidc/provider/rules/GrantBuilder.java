package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.ClaimFilters;
import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.provider.policy.PolicyBuilder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Grant}. Without further words a grant must be pinned to a workspace or a repository, is live, and has neither
 * owner, description nor review date. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class GrantBuilder {

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

    GrantBuilder(String name) {
        Labels.check("name", name);
        this.name = name;
    }

    /**
     * Sets the condition.
     *
     * @param when the grant applies where this is YES
     * @return this builder
     */
    public GrantBuilder when(ClaimFilter when) {
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
    public GrantBuilder deliver(String variable, String secret) {
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
    public GrantBuilder deliverOnly(String variable, String secret, String... names) {
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
    public GrantBuilder deliverAnyName(String variable, String secret) {
        return deliver(Delivery.anyName(variable, SecretRef.parse(secret)));
    }

    /**
     * Delivers a variable.
     *
     * @param delivery the variable and where its value is
     * @return this builder
     */
    public GrantBuilder deliver(Delivery delivery) {
        deliveries.add(Objects.requireNonNull(delivery, "delivery"));
        return this;
    }

    /**
     * Lets the grant apply in every workspace and repository that meets its condition.
     *
     * @return this builder
     */
    public GrantBuilder unpinned() {
        this.unpinned = true;
        return this;
    }

    /**
     * Only tries the grant: it is decided and audited, but nothing of it is read or delivered.
     *
     * @return this builder
     */
    public GrantBuilder shadow() {
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
    public GrantBuilder owner(String owner) {
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
    public GrantBuilder description(String description) {
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
    public GrantBuilder reviewBy(LocalDate day) {
        this.reviewBy = Objects.requireNonNull(day, "day");
        return this;
    }

    /**
     * Lets the grant stop applying when its review is overdue.
     *
     * @return this builder
     */
    public GrantBuilder refusedWhenOverdue() {
        this.refusedWhenOverdue = true;
        return this;
    }

    /**
     * Says where it stands in a file: for readers of policies.
     *
     * @param line its line, counted from 1; 0 if it stands in none
     * @return this builder
     */
    public GrantBuilder line(int line) {
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
