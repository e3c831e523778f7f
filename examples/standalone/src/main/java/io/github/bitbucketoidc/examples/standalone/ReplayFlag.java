package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --replay} says about a token that is shown again.
 *
 * @param mode which guard
 * @param window within which time, for {@link Mode#ONCE_WITHIN} only
 * @param earlier whether a guard admits tokens that were issued before the program started
 */
record ReplayFlag(Mode mode, Optional<Duration> window, boolean earlier) {

    static final ReplayFlag DEFAULT = new ReplayFlag(Mode.COUNT, Optional.empty(), false);

    private static final String EARLIER = ",earlier";

    private static final Pattern TIME = Pattern.compile("once-within:([0-9]{1,5})([smh])");
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The guards that there are. */
    enum Mode {
        OFF("off"),
        COUNT("count"),
        ONCE("once"),
        ONCE_WITHIN("once-within:60s"),
        SAME_SOURCE("same-source");

        private final String text;

        Mode(String text) {
            this.text = text;
        }
    }

    /** Empty if the text is none of them. */
    static Optional<ReplayFlag> parse(String text) {
        boolean earlier = text.endsWith(EARLIER);
        String word = earlier ? text.substring(0, text.length() - EARLIER.length()) : text;
        for (Mode mode : Mode.values()) {
            if (mode != Mode.ONCE_WITHIN && mode.text.equals(word)) {
                return earlier && (mode == Mode.OFF || mode == Mode.COUNT)
                        ? Optional.empty()
                        : Optional.of(new ReplayFlag(mode, Optional.empty(), earlier));
            }
        }
        Matcher time = TIME.matcher(word);
        if (!time.matches()) {
            return Optional.empty();
        }
        Duration window = Duration.parse("PT" + time.group(1) + time.group(2));
        return window.isZero() || window.compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(new ReplayFlag(Mode.ONCE_WITHIN, Optional.of(window), earlier));
    }

    ReplayGuard guard() {
        return switch (mode) {
            case OFF -> ReplayGuards.off();
            case COUNT -> ReplayGuards.counting();
            case ONCE -> ReplayGuards.once();
            case ONCE_WITHIN -> ReplayGuards.onceWithin(window.orElseThrow());
            case SAME_SOURCE -> ReplayGuards.sameSource();
        };
    }
}
