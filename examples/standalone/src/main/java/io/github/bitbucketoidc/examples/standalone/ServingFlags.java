package io.github.bitbucketoidc.examples.standalone;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags that bound connections and say how the program stops.
 *
 * @param maxConnections how many connections may be open at a time; empty for what memory and file descriptors allow
 * @param maxPerAddress how many of them one address may have; empty for a quarter
 * @param idle how long a connection may say nothing between two requests
 * @param drain how long it goes on serving after SIGTERM
 */
record ServingFlags(OptionalInt maxConnections, OptionalInt maxPerAddress, Duration idle, Duration drain) {

    static final ServingFlags DEFAULT =
            new ServingFlags(OptionalInt.empty(), OptionalInt.empty(), Duration.ofSeconds(75), Duration.ofSeconds(5));

    static final Set<String> NAMES =
            Set.of("--max-connections", "--max-connections-per-address", "--idle-timeout", "--drain");

    static final String USAGE = """
              --max-connections NUMBER
                                how many connections may be open at a time; one more closes the one that has
                                waited longest (default: what memory and file descriptors allow, at most 1000)
              --max-connections-per-address NUMBER
                                how many of them one address may have; --trusted-proxies are exempt
                                (default: a quarter)
              --idle-timeout TIME
                                how long a connection may say nothing between two requests; longer than the
                                one of a proxy in front (default 75s)
              --drain TIME      how long it goes on serving after SIGTERM, not ready any more, before it
                                accepts no new connection (default 5s)
            """;

    private static final Pattern TIME = Pattern.compile("([0-9]{1,5})(s|m)");
    private static final int MOST = 100_000;

    static ServingFlags parse(Map<String, String> given) throws Refusal {
        return new ServingFlags(
                number("--max-connections", given),
                number("--max-connections-per-address", given),
                time("--idle-timeout", given, DEFAULT.idle(), Duration.ofSeconds(1)),
                time("--drain", given, DEFAULT.drain(), Duration.ZERO));
    }

    private static OptionalInt number(String flag, Map<String, String> given) throws Refusal {
        String value = given.get(flag);
        if (value == null) {
            return OptionalInt.empty();
        }
        int number = value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : 0;
        if (number < 1 || number > MOST) {
            throw Options.usage(flag + ": a number from 1 to " + MOST + " is needed, not " + Options.printable(value));
        }
        return OptionalInt.of(number);
    }

    private static Duration time(String flag, Map<String, String> given, Duration usual, Duration least)
            throws Refusal {
        String value = given.get(flag);
        if (value == null) {
            return usual;
        }
        Matcher time = TIME.matcher(value);
        Duration duration =
                time.matches() ? Duration.parse("PT" + time.group(1) + time.group(2)) : Duration.ofSeconds(-1);
        if (duration.compareTo(least) < 0 || duration.compareTo(Duration.ofHours(1)) > 0) {
            throw Options.usage(flag + ": a time from " + least.toSeconds() + "s to 60m is needed, such as 75s, not "
                    + Options.printable(value));
        }
        return duration;
    }
}
