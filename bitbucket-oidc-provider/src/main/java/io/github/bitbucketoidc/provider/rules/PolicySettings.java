package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.text.DurationText;
import io.github.bitbucketoidc.provider.names.SettingLimits;
import io.github.bitbucketoidc.provider.names.VariableNames;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code settings} of a policy: how strictly tokens are checked, and what an answer may hold. Immutable, a value.
 *
 * @param skew how far the clocks may differ, 0 to 120 s (attack row C8)
 * @param maxLifetime the longest life of a token, from issue to expiry, 1 s to 30 days
 * @param maxAge how long ago a token may have been issued, if that is bounded
 * @param deadline how long one request may take in all, 100 ms to 60 s
 * @param nothingGranted what an authentic step gets to which no grant applies
 * @param masking what happens to a value that a runner cannot mask well
 * @param allowNames reserved variable names that may be delivered after all, each by its exact name (attack row H3)
 * @param budget the most characters that all names and values of one answer may have together, 1 to 120,000 (the runner's
 *     own limit is 120K)
 * @since 0.1.0
 */
public record PolicySettings(
        Duration skew,
        Duration maxLifetime,
        Optional<Duration> maxAge,
        Duration deadline,
        NothingGranted nothingGranted,
        Masking masking,
        Set<String> allowNames,
        int budget) {

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

    /**
     * Checks the parts.
     *
     * @param skew how far the clocks may differ
     * @param maxLifetime the longest life of a token
     * @param maxAge how long ago a token may have been issued, if that is bounded
     * @param deadline how long one request may take
     * @param nothingGranted what a step gets to which no grant applies
     * @param masking what happens to a value that cannot be masked
     * @param allowNames reserved names that may be delivered
     * @param budget the most characters of one answer
     * @throws IllegalArgumentException if a part is out of its bounds, or an allowed name is ill-formed
     */
    public PolicySettings {
        checkBounds("skew", skew, Duration.ZERO, SettingLimits.MAX_SKEW);
        checkBounds("maxLifetime", maxLifetime, SettingLimits.MIN_LIFETIME, SettingLimits.MAX_LIFETIME);
        maxAge.ifPresent(age -> checkBounds("maxAge", age, SettingLimits.MIN_LIFETIME, SettingLimits.MAX_LIFETIME));
        checkBounds("deadline", deadline, SettingLimits.MIN_DEADLINE, SettingLimits.MAX_DEADLINE);
        Objects.requireNonNull(nothingGranted, "nothingGranted");
        Objects.requireNonNull(masking, "masking");
        allowNames = Set.copyOf(allowNames);
        allowNames.forEach(name -> {
            if (VariableNames.check(name, Set.of(name)).isPresent()) {
                throw new IllegalArgumentException("allowNames: '" + name + "' cannot be the name of a variable");
            }
        });
        if (budget < 1 || budget > SettingLimits.MAX_BUDGET) {
            throw new IllegalArgumentException("budget: from 1 to " + SettingLimits.MAX_BUDGET + " characters");
        }
    }

    private static void checkBounds(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    what + ": from " + DurationText.print(least) + " to " + DurationText.print(most));
        }
    }

    /**
     * What holds when a policy says nothing: skew 30 s, tokens of at most 24 h, 5 s for a request, an empty answer when
     * nothing is granted, masking reported, no reserved name allowed, 100 KB.
     *
     * @return the defaults
     */
    public static PolicySettings defaults() {
        return new PolicySettings(
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                Optional.empty(),
                Duration.ofSeconds(5),
                NothingGranted.EMPTY,
                Masking.REPORT,
                Set.of(),
                100 * 1024);
    }
}
