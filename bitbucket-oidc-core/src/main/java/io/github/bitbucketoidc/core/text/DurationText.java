package io.github.bitbucketoidc.core.text;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Durations as a policy file writes them: ASCII digits and one unit, for example {@code 30s}. */
public final class DurationText {

    private static final Map<String, Long> MILLIS = units();

    private DurationText() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("d", 86_400_000L);
        units.put("h", 3_600_000L);
        units.put("m", 60_000L);
        units.put("s", 1000L);
        units.put("ms", 1L);
        return units;
    }

    public static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        Long unit = MILLIS.get(text.substring(digits));
        // Nine digits of days fit into a long of milliseconds.
        return unit == null || digits == 0 || digits > 9
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Long.parseLong(text.substring(0, digits)) * unit));
    }

    /** In the largest unit that leaves nothing over. */
    public static String print(Duration duration) {
        long millis = duration.toMillis();
        for (Map.Entry<String, Long> unit : MILLIS.entrySet()) {
            if (millis >= unit.getValue() && millis % unit.getValue() == 0) {
                return millis / unit.getValue() + unit.getKey();
            }
        }
        return millis + "s";
    }
}
