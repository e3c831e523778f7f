package io.github.bitbucketoidc.provider.policy.yaml;

import io.github.bitbucketoidc.provider.policy.check.Place;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in the words of a person who writes a policy what the YAML library found wrong. */
final class YamlMistakes {

    private static final Pattern START = Pattern.compile("found character '(.)' that cannot start any token.*");
    private static final Pattern ESCAPE = Pattern.compile("found unknown escape character (.+)\\(\\d+\\)");
    private static final Pattern SEPARATOR = Pattern.compile("expected ',' or '([]}])'.*");
    private static final String QUOTE = "put the text in quotes";

    private YamlMistakes() {}

    /**
     * Reports a mistake.
     *
     * @param place where the library stopped
     * @param begun where the thing begins that it was reading
     * @param problem what it says
     * @param context what it was reading
     */
    static void report(Problems problems, Place place, Place begun, String problem, String context) {
        Matcher start = START.matcher(problem);
        Matcher escape = ESCAPE.matcher(problem);
        Matcher separator = SEPARATOR.matcher(problem);
        if (problem.contains("(TAB)")) {
            problems.add(place, "a tab cannot indent", "use spaces");
        } else if (start.matches()) {
            problems.add(place, "a text cannot begin with `" + start.group(1) + "`", QUOTE);
        } else if (escape.matches()) {
            problems.add(
                    place,
                    "`\\" + escape.group(1) + "` means nothing in double quotes",
                    "write \\\\ for a backslash, or use single quotes");
        } else if (problem.startsWith("found unknown escape character ")) {
            notACharacter(problems, place);
        } else if (problem.contains("escape sequence")) {
            problems.add(place, "the escape lacks hexadecimal digits", "write \\\\ for a backslash");
        } else if (context.contains("quoted scalar") && problem.contains("end of")) {
            problems.add(begun, "the quote that opens here is not closed", "close it, on the same line if you can");
        } else if (separator.matches()) {
            problems.add(
                    place,
                    "expected `,` or `" + separator.group(1) + "`",
                    "close the bracket of " + begun.line() + ":" + begun.column()
                            + ", or put a comma between what stands in it");
        } else {
            reportStructure(problems, place, begun, problem);
        }
    }

    /** Reports an escape of which the digits name nothing. */
    static void notACharacter(Problems problems, Place place) {
        problems.add(
                place,
                "the escape is no character",
                "write \\u and four hexadecimal digits; write \\\\ for a backslash");
    }

    private static void reportStructure(Problems problems, Place place, Place begun, String problem) {
        if (problem.startsWith("mapping values are not allowed")) {
            problems.add(
                    place,
                    "a `:` is not expected here",
                    "put a text that holds a colon and a space in quotes; else check the indentation");
        } else if (problem.startsWith("expected <block end>")) {
            problems.add(
                    place,
                    "this does not fit what stands before it",
                    "indent it like its neighbours; put a text that goes on behind a closing quote in quotes as a whole");
        } else if (problem.startsWith("could not find expected ':'")) {
            problems.add(begun, "a key without a `:`", "write `key: value`");
        } else if (problem.startsWith("expected '<document start>'")) {
            problems.add(place, "nothing is expected here any more", "write the policy as one map");
        } else {
            problems.add(
                    place,
                    "this is not YAML: "
                            + problem.replaceAll("[\\s\\p{Cntrl}]+", " ").trim(),
                    QUOTE);
        }
    }
}
