package io.github.bitbucketoidc.store.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a duration as a policy file writes it: ASCII digits and one unit, for example {@code 500ms} or {@code 7d}. */
public final class DurationText {

    public static final String HINT = "write a number and a unit without a space: 500ms, 30s, 5m, 24h or 7d";

    /** Nobody waits longer, and nanoseconds still fit into a {@code long}. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private record Unit(String word, long millis) {}

    /** The longest first. */
    private static final List<Unit> UNITS = List.of(
            new Unit("d", 86_400_000),
            new Unit("h", 3_600_000),
            new Unit("m", 60_000),
            new Unit("s", 1000),
            new Unit("ms", 1));

    private DurationText() {}

    public static Optional<Duration> parse(String text) {
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

    private static Optional<Duration> unit(String word) {
        return UNITS.stream()
                .filter(unit -> unit.word().equals(word))
                .map(unit -> Duration.ofMillis(unit.millis()))
                .findFirst();
    }

    private static Optional<Duration> times(Duration unit, long count) {
        return Optional.of(unit.multipliedBy(count)).filter(duration -> duration.compareTo(LONGEST) <= 0);
    }

    /** The shortest of its spellings, for a message. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        for (Unit unit : UNITS) {
            if (millis % unit.millis() == 0) {
                return millis / unit.millis() + unit.word();
            }
        }
        return millis + "ms";
    }
}
