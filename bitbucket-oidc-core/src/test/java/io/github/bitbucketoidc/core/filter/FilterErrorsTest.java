package io.github.bitbucketoidc.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people are told who write something else than the language. The file holds blocks: lines of a filter behind {@code >}, lines of
 * the message behind {@code <}; a character that cannot be seen stands as {@code <U+200B>}.
 */
class FilterErrorsTest {

    private static final String FILE = "filter-errors.txt";

    record Golden(String filter, String message) {
        @Override
        public String toString() {
            return Quoting.visible(filter);
        }
    }

    static List<Golden> goldens() throws IOException {
        try (InputStream file = Objects.requireNonNull(FilterErrorsTest.class.getResourceAsStream(FILE), FILE)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            List<Golden> goldens = new ArrayList<>();
            for (String block : text.split("\n\n", -1)) {
                goldens.add(new Golden(Marked.read(lines(block, ">")), lines(block, "<")));
            }
            return goldens;
        }
    }

    private static String lines(String block, String prefix) {
        return Arrays.stream(block.split("\n", -1))
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(Math.min(line.length(), prefix.length() + 1)))
                .collect(Collectors.joining("\n"));
    }

    @Row("R13")
    @ParameterizedTest
    @MethodSource("goldens")
    @DisplayName("R13 a filter that is not one is refused with place, expectation and fix")
    void saysWhereWhatAndHow(Golden golden) {
        assertThat(error(golden.filter())).hasMessage(golden.message());
    }

    @Test
    void hasAtLeastTwentyFiveGoldens() throws IOException {
        assertThat(goldens()).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    }

    @Test
    void givesThePartsOneByOne() {
        FilterSyntaxException error = error("branch is present\r\n  and brnach is \"x\"");
        assertThat(error.offset()).isEqualTo(25);
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(7);
        assertThat(error.expected()).isEqualTo("a claim, `not` or `(`");
        assertThat(error.found()).isEqualTo("`brnach`");
        assertThat(error.problem()).isEqualTo("expected a claim, `not` or `(` but found `brnach`");
        assertThat(error.hint()).contains("did you mean `branch`?");
        assertThat(error.caret()).isEqualTo("    and brnach is \"x\"\n        ^");
    }

    @Test
    void countsColumnsInCodePointsAndOffsetsInChars() {
        FilterSyntaxException error = error("branch is \"\uD83D\uDE80\" nd branch is \"x\"");
        assertThat(error.offset()).isEqualTo(15);
        assertThat(error.column()).isEqualTo(15);
    }

    @Test
    void givesNoHintWhereThereIsNoGuess() {
        assertThat(error("branch").hint()).isEmpty();
    }

    private static FilterSyntaxException error(String filter) {
        return Objects.requireNonNull(catchThrowableOfType(
                FilterSyntaxException.class, () -> ClaimFilter.parse(filter, SampleNames.aliases())));
    }
}
