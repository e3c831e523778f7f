package io.github.bitbucketoidc.provider.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.policy.check.Problems;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is YAML 1.2 and reads in one way only, and what is refused for reading in two. */
class YamlReaderTest {

    private final Problems problems = new Problems("");

    private Node read(String text) {
        return YamlReader.read(new SourceText(text), problems);
    }

    private String refusal(String text) {
        try {
            read(text);
        } catch (PolicyException refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
        return problems.any() ? problems.toException().report() : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# a comment\n", " \n\n"})
    void anEmptyFileIsNothing(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void mapsListsAndScalarsAreRead() {
        Node.Fields root = (Node.Fields) read("a: [1, \"2\"]\nb:\n  c: |\n    d\n");
        assertThat(root.fields()).extracting(Node.Field::name).containsExactly("a", "b");
        assertThat(((Node.Items) root.fields().get(0).value()).items())
                .extracting(item -> ((Node.Scalar) item).type())
                .containsExactly(ScalarType.INTEGER, ScalarType.TEXT);
        assertThat(((Node.Fields) root.fields().get(1).value()).fields())
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.key().line()).isEqualTo(3);
                    assertThat(((Node.Scalar) field.value()).value()).isEqualTo("d\n");
                });
        assertThat(problems.any()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%YAML 1.2\n---\na: 1\n", "---\na: 1\n", "a: 1\n...\n", "{\"a\":1}"})
    void oneDocumentOfYaml12IsRead(String text) {
        assertThat(((Node.Fields) read(text)).fields()).hasSize(1);
        assertThat(problems.any()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "%YAML 1.1/---/a: 1/;            1:1: only YAML 1.2 without tags is read",
                "%YAML 1.3/---/a: 1/;            1:1: only YAML 1.2 without tags is read",
                "%YAML 2.0/---/a: 1/;            1:1: only YAML 1.2 is read",
                "%TAG ! tag:x,2002:/---/a: 1/;   1:1: only YAML 1.2 without tags is read",
                "a: 1/---/b: 2/;                 2:1: a second document begins here",
                "a: *b;                          1:4: a '*' without quotes refers to an anchor",
                "a: &b c;                        1:4: an '&' without quotes makes an anchor",
                "&a b: c;                        1:1: an '&' without quotes makes an anchor",
                "a: !b c;                        1:4: a '!' without quotes makes a tag",
                "a: !b [c];                      1:4: a '!' without quotes makes a tag",
                "a: ! c;                         1:4: a '!' without quotes makes a tag",
                "<<: { a: 1 };                   1:1: merge keys (<<) are not read",
                "1: a;                           1:1: a key is a text, and this is a number",
                "true: a;                        1:1: a key is a text, and this is true or false",
                "[a]: b;                         1:1: a key is a text, and this is a list",
                "{ a: b }: c;                    1:1: a key is a text, and this is a map",
                "a: 1/b: 2/a: 3;                 3:1: `a` is there twice, first on line 1",
                "a: \"\\0\";                     1:4: the text holds an escape that is no character",
                "a: \"\\ud83d\";                 1:4: the text holds an escape that is no character",
                "a: \"\\ude00\";                 1:4: the text holds an escape that is no character",
                "a: \"\\ude00\\ud83d\";          1:4: the text holds an escape that is no character",
                "a: \"x\\ud83dx\";               1:4: the text holds an escape that is no character",
                "a: \"\\ud83d\\ude00\\ude00\";   1:4: the text holds an escape that is no character",
                "a: \"\\q\";                     1:6: `\\q` means nothing in double quotes",
                "a: \"\\u12\";                   1:7: the escape lacks hexadecimal digits",
                "a: \"b;                         1:4: the quote that opens here is not closed",
                "a: 'b;                          1:4: the quote that opens here is not closed",
                "a: @b;                          1:4: a text cannot begin with `@`",
                "a: [b;                          1:6: expected `,` or `]`",
                "a: { b: c ];                    1:11: expected `,` or `}`",
                "a: b: c;                        1:5: a `:` is not expected here",
                "a: 'b' c;                       1:8: this does not fit what stands before it",
                "a: 1/b/c: 2;                    2:1: a key without a `:`",
                "a/---/b: 1;                     2:1: a second document begins here",
                "[a] b;                          1:5: nothing is expected here any more",
            })
    void theRestIsRefusedWhereItStands(String text, String message) {
        assertThat(refusal(text.replace("/", "\n"))).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: \"\\ud83d\\ude00\"",
                "a: \"\\ud83d\\ude00\\ud83d\\ude00\"",
                "a: \"\\u00e9\\n\"",
                "\"<<\": a",
                "'1': a"
            })
    void whatOnlyLooksLikeThatIsRead(String text) {
        assertThat(read(text)).isNotNull();
        assertThat(problems.any()).isFalse();
    }

    /** An alias is no news after its anchor, a second one is none after the first. */
    @Test
    void oneCauseIsReportedOnce() {
        refusal("a: &x 1\nb: *x\nc: *x\nd: *y\ne: *y\n");
        assertThat(problems.toException().problems())
                .extracting(problem -> problem.line() + ":" + problem.column())
                .containsExactly("1:4", "4:4");
    }

    /** What is refused already upsets the parser later on the same line; that is not told as well. */
    @Test
    void whatFollowsFromARefusalOnTheSameLineIsNotReported() {
        assertThat(refusal("a: *b c\n")).contains("a '*' without quotes").doesNotContain("this is not YAML");
    }

    @ParameterizedTest
    @CsvSource({"31, true", "32, false"})
    void thirtyTwoLevelsAreEnough(int lists, boolean read) {
        String text = "a: " + "[".repeat(lists) + "]".repeat(lists);
        assertThat(refusal(text).isEmpty()).isEqualTo(read);
        if (!read) {
            assertThatThrownBy(() -> read(text)).hasMessageContaining("nested deeper than 32 levels");
        }
    }

    @Test
    void nobodyReadsMoreThanAThousandProblems() {
        assertThat(refusal("- !t x\n".repeat(1500))).endsWith("... and 1 more problem");
        assertThat(new Problems("").any()).isFalse();
    }

    @Test
    void neitherOfKeys() {
        assertThat(refusal("1: x\n".repeat(1500))).endsWith("... and 1 more problem");
    }
}
