package io.github.bitbucketoidc.provider.policy.yaml;

import io.github.bitbucketoidc.provider.policy.check.FilePosition;
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
     * @param position where the library stopped
     * @param begun where the thing begins that it was reading
     * @param problem what it says
     * @param context what it was reading
     */
    static void report(Problems problems, FilePosition position, FilePosition begun, String problem, String context) {
        Matcher start = START.matcher(problem);
        Matcher escape = ESCAPE.matcher(problem);
        Matcher separator = SEPARATOR.matcher(problem);
        if (problem.contains("(TAB)")) {
            problems.add(position, "a tab cannot indent", "use spaces");
        } else if (start.matches()) {
            problems.add(position, "a text cannot begin with `" + start.group(1) + "`", QUOTE);
        } else if (escape.matches()) {
            problems.add(
                    position,
                    "`\\" + escape.group(1) + "` means nothing in double quotes",
                    "write \\\\ for a backslash, or use single quotes");
        } else if (problem.startsWith("found unknown escape character ")) {
            notACharacter(problems, position);
        } else if (problem.contains("escape sequence")) {
            problems.add(position, "the escape lacks hexadecimal digits", "write \\\\ for a backslash");
        } else if (context.contains("quoted scalar") && problem.contains("end of")) {
            problems.add(begun, "the quote that opens here is not closed", "close it, on the same line if you can");
        } else if (separator.matches()) {
            problems.add(
                    position,
                    "expected `,` or `" + separator.group(1) + "`",
                    "close the bracket of " + begun.line() + ":" + begun.column()
                            + ", or put a comma between what stands in it");
        } else {
            reportStructure(problems, position, begun, problem);
        }
    }

    /** Reports an escape of which the digits name nothing. */
    static void notACharacter(Problems problems, FilePosition position) {
        problems.add(
                position,
                "the escape is no character",
                "write \\u and four hexadecimal digits; write \\\\ for a backslash");
    }

    private static void reportStructure(Problems problems, FilePosition position, FilePosition begun, String problem) {
        if (problem.startsWith("mapping values are not allowed")) {
            problems.add(
                    position,
                    "a `:` is not expected here",
                    "put a text that holds a colon and a space in quotes; else check the indentation");
        } else if (problem.startsWith("expected <block end>")) {
            problems.add(
                    position,
                    "this does not fit what stands before it",
                    "indent it like its neighbours; put a text that goes on behind a closing quote in quotes as a whole");
        } else if (problem.startsWith("could not find expected ':'")) {
            problems.add(begun, "a key without a `:`", "write `key: value`");
        } else if (problem.startsWith("expected '<document start>'")) {
            problems.add(position, "nothing is expected here any more", "write the policy as one map");
        } else {
            problems.add(
                    position,
                    "this is not YAML: "
                            + problem.replaceAll("[\\s\\p{Cntrl}]+", " ").trim(),
                    QUOTE);
        }
    }
}
