package io.github.bitbucketoidc.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example in a Javadoc comment: a {@code pre} that holds code is Java, one of the class {@code yaml} is part of a policy file. JDK 18 has a tag of its own for examples; the documentation is made with JDK 17, which does not know it.
 *
 * @param file the source, from the root of the repository
 * @param line where it begins there
 * @param kind {@code java}, or the class of the {@code pre}
 * @param text the example itself
 */
record Snippet(Path file, int line, String kind, String text) {

    private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("<pre(?: class=\"([a-z-]+)\")?>\\{@code\\n(.*?)}</pre>", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("^[ \\t]*\\*? ?", Pattern.MULTILINE);

    /** Every example in the Javadoc of this file. */
    static Stream<Snippet> of(Path file) {
        return in(Repository.root().relativize(file), PublishedSources.read(file));
    }

    /** The same of a text. */
    static Stream<Snippet> in(Path file, String source) {
        return COMMENT.matcher(source)
                .results()
                .flatMap(comment -> EXAMPLE.matcher(comment.group())
                        .results()
                        .map(example -> snippet(file, source, comment, example)));
    }

    private static Snippet snippet(Path file, String source, MatchResult comment, MatchResult example) {
        long before =
                source.substring(0, comment.start() + example.start(2)).lines().count();
        String kind = example.group(1) == null ? "java" : example.group(1);
        return new Snippet(
                file, (int) before + 1, kind, MARGIN.matcher(example.group(2)).replaceAll(""));
    }

    /** The lines at its top that import something. */
    List<String> imports() {
        return text.lines().filter(line -> line.startsWith("import ")).toList();
    }

    /** The text without those; with as many lines. */
    String body() {
        return text.replaceAll("(?m)^import .*$", "");
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
