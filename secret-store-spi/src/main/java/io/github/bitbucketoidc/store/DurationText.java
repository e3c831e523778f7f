package io.github.bitbucketoidc.store;

import java.time.Duration;
import java.util.Optional;

/** Reads a duration as a policy file writes it: ASCII digits and one unit, for example {@code 500ms} or {@code 7d}. */
final class DurationText {

    static final String HINT = "write a number and a unit without a space: 500ms, 30s, 5m, 24h or 7d";

    /** Nobody waits longer, and nanoseconds still fit into a {@code long}. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private DurationText() {}

    static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 12) {
            return Optional.empty();
        }
        long count = Long.parseLong(text.substring(0, digits));
        return unit(text.substring(digits)).flatMap(unit -> times(unit, count));
    }

    private static Optional<Duration> unit(String unit) {
        return switch (unit) {
            case "ms" -> Optional.of(Duration.ofMillis(1));
            case "s" -> Optional.of(Duration.ofSeconds(1));
            case "m" -> Optional.of(Duration.ofMinutes(1));
            case "h" -> Optional.of(Duration.ofHours(1));
            case "d" -> Optional.of(Duration.ofDays(1));
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> times(Duration unit, long count) {
        return Optional.of(unit.multipliedBy(count)).filter(duration -> duration.compareTo(LONGEST) <= 0);
    }
}
