package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.examples.standalone.logging.LogFormat;
import io.github.bitbucketoidc.examples.standalone.logging.LogLevel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The flags of the log on standard error.
 *
 * @param format how a line looks
 * @param level how much is said
 */
record LogFlags(LogFormat format, LogLevel level) {

    static final LogFlags DEFAULT = new LogFlags(LogFormat.TEXT, LogLevel.INFO);

    static final Set<String> NAMES = Set.of("--log-format", "--log-level");

    static final String USAGE = """
              --log-format FORMAT
                                how a line of the log looks: text or json (default text)
              --log-level LEVEL how much is logged: error, warn, info or debug (default info)
            """;

    static LogFlags parse(Map<String, String> given) throws Refusal {
        return new LogFlags(
                one("--log-format", given, LogFormat.class, DEFAULT.format()),
                one("--log-level", given, LogLevel.class, DEFAULT.level()));
    }

    private static <E extends Enum<E>> E one(String flag, Map<String, String> given, Class<E> kind, E usual)
            throws Refusal {
        String value = given.get(flag);
        if (value == null) {
            return usual;
        }
        for (E constant : kind.getEnumConstants()) {
            if (word(constant).equals(value)) {
                return constant;
            }
        }
        String words =
                Arrays.stream(kind.getEnumConstants()).map(LogFlags::word).collect(Collectors.joining(", "));
        throw Options.usage(flag + ": one of " + words + " is needed, not " + Options.printable(value));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
