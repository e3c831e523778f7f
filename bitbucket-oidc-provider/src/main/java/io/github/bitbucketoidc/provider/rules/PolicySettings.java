package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.text.DurationText;
import io.github.bitbucketoidc.provider.names.SettingLimits;
import io.github.bitbucketoidc.provider.names.VariableNames;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code settings} of a policy: how strictly tokens are checked, and what an answer may hold. Immutable, a value.
 *
 * <pre>{@code
 * PolicySettings settings = PolicySettings.builder().maxAge(Duration.ofMinutes(10)).deadline(Duration.ofSeconds(3)).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PolicySettings {

    /** The largest skew that any policy may have. */
    public static final Duration LARGEST_SKEW = SettingLimits.MAX_SKEW;

    /** What an authentic step gets to which no grant applies. */
    public enum NothingGranted {
        /** 200 and an empty map, so that a workspace-wide provider does not break the builds that need no secret. */
        EMPTY,
        /** 403. */
        FORBID
    }

    /** What happens to a value that a runner cannot mask well: a short one, several lines, a public text. */
    public enum Masking {
        /** The audit event says so. */
        REPORT,
        /** The whole answer fails. */
        REFUSE
    }

    private final Duration skew;
    private final Duration maxLifetime;
    private final Optional<Duration> maxAge;
    private final Duration deadline;
    private final NothingGranted nothingGranted;
    private final Masking masking;
    private final Set<String> allowNames;
    private final int budget;

    private PolicySettings(Builder builder) {
        this.skew = within("skew", builder.skew, Duration.ZERO, SettingLimits.MAX_SKEW);
        this.maxLifetime =
                within("maxLifetime", builder.maxLifetime, SettingLimits.MIN_LIFETIME, SettingLimits.MAX_LIFETIME);
        this.maxAge = builder.maxAge.map(
                age -> within("maxAge", age, SettingLimits.MIN_LIFETIME, SettingLimits.MAX_LIFETIME));
        this.deadline = within("deadline", builder.deadline, SettingLimits.MIN_DEADLINE, SettingLimits.MAX_DEADLINE);
        this.nothingGranted = builder.nothingGranted;
        this.masking = builder.masking;
        this.allowNames = builder.allowNames;
        allowNames.forEach(name -> {
            if (VariableNames.check(name, Set.of(name)).isPresent()) {
                throw new IllegalArgumentException("allowNames: '" + name + "' cannot be the name of a variable");
            }
        });
        this.budget = builder.budget;
        if (budget < 1 || budget > SettingLimits.MAX_BUDGET) {
            throw new IllegalArgumentException("budget: from 1 to " + SettingLimits.MAX_BUDGET + " characters");
        }
    }

    private static Duration within(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    what + ": from " + DurationText.print(least) + " to " + DurationText.print(most));
        }
        return value;
    }

    /**
     * What holds when a policy says nothing: skew 30 s, tokens of at most 24 h, 5 s for a request, an empty answer when
     * nothing is granted, masking reported, no reserved name allowed, 100 KB.
     *
     * @return the defaults
     */
    public static PolicySettings defaults() {
        return builder().build();
    }

    /**
     * Begins with the {@linkplain #defaults() defaults}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how far the clocks may differ, 0 to 120 s (attack row C8)} */
    public Duration skew() {
        return skew;
    }

    /** {@return the longest life of a token, from issue to expiry, 1 s to 30 days} */
    public Duration maxLifetime() {
        return maxLifetime;
    }

    /** {@return how long ago a token may have been issued, if that is bounded} */
    public Optional<Duration> maxAge() {
        return maxAge;
    }

    /** {@return how long one request may take in all, 100 ms to 60 s} */
    public Duration deadline() {
        return deadline;
    }

    /** {@return what an authentic step gets to which no grant applies} */
    public NothingGranted nothingGranted() {
        return nothingGranted;
    }

    /** {@return what happens to a value that a runner cannot mask well} */
    public Masking masking() {
        return masking;
    }

    /** {@return reserved variable names that may be delivered after all, each by its exact name (attack row H3)} */
    public Set<String> allowNames() {
        return allowNames;
    }

    /**
     * {@return the most characters that all names and values of one answer may have together, 1 to 120,000 (the
     * runner's own limit is 120K)}
     */
    public int budget() {
        return budget;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicySettings that
                && that.skew.equals(skew)
                && that.maxLifetime.equals(maxLifetime)
                && that.maxAge.equals(maxAge)
                && that.deadline.equals(deadline)
                && that.nothingGranted.equals(nothingGranted)
                && that.masking.equals(masking)
                && that.allowNames.equals(allowNames)
                && that.budget == budget;
    }

    @Override
    public int hashCode() {
        return Objects.hash(skew, maxLifetime, maxAge, deadline, nothingGranted, masking, allowNames, budget);
    }

    /** Builds {@link PolicySettings}. Not thread-safe. */
    public static final class Builder {

        private Duration skew = Duration.ofSeconds(30);
        private Duration maxLifetime = Duration.ofHours(24);
        private Optional<Duration> maxAge = Optional.empty();
        private Duration deadline = Duration.ofSeconds(5);
        private NothingGranted nothingGranted = NothingGranted.EMPTY;
        private Masking masking = Masking.REPORT;
        private Set<String> allowNames = Set.of();
        private int budget = 100 * 1024;

        private Builder() {}

        /**
         * Sets how far the clocks may differ.
         *
         * @param newSkew 0 to 120 s
         * @return this
         */
        public Builder skew(Duration newSkew) {
            this.skew = Objects.requireNonNull(newSkew, "skew");
            return this;
        }

        /**
         * Sets the longest life of a token, from issue to expiry.
         *
         * @param newMaxLifetime 1 s to 30 days
         * @return this
         */
        public Builder maxLifetime(Duration newMaxLifetime) {
            this.maxLifetime = Objects.requireNonNull(newMaxLifetime, "maxLifetime");
            return this;
        }

        /**
         * Sets how long ago a token may have been issued.
         *
         * @param newMaxAge 1 s to 30 days; not bounded unless it is set
         * @return this
         */
        public Builder maxAge(Duration newMaxAge) {
            this.maxAge = Optional.of(newMaxAge);
            return this;
        }

        /**
         * Sets how long one request may take in all.
         *
         * @param newDeadline 100 ms to 60 s
         * @return this
         */
        public Builder deadline(Duration newDeadline) {
            this.deadline = Objects.requireNonNull(newDeadline, "deadline");
            return this;
        }

        /**
         * Sets what an authentic step gets to which no grant applies.
         *
         * @param newNothingGranted which
         * @return this
         */
        public Builder nothingGranted(NothingGranted newNothingGranted) {
            this.nothingGranted = Objects.requireNonNull(newNothingGranted, "nothingGranted");
            return this;
        }

        /**
         * Sets what happens to a value that a runner cannot mask well.
         *
         * @param newMasking which
         * @return this
         */
        public Builder masking(Masking newMasking) {
            this.masking = Objects.requireNonNull(newMasking, "masking");
            return this;
        }

        /**
         * Sets which reserved variable names may be delivered after all.
         *
         * @param newAllowNames each by its exact name
         * @return this
         */
        public Builder allowNames(Set<String> newAllowNames) {
            this.allowNames = Set.copyOf(newAllowNames);
            return this;
        }

        /**
         * Sets the most characters of all names and values of one answer.
         *
         * @param newBudget 1 to 120,000
         * @return this
         */
        public Builder budget(int newBudget) {
            this.budget = newBudget;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if a part is out of its bounds, or an allowed name is ill-formed
         */
        public PolicySettings build() {
            return new PolicySettings(this);
        }
    }
}
