package io.github.bitbucketoidc.provider.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a condition is shown where it stands in the file, however the condition is written there. */
class ScalarOffsetsTest {

    /** The positions of all characters of the value and of its end; in the file `/` stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // plain
                "abc;                     1:1 1:2 1:3 1:4",
                "ab/ cd;                  1:1 1:2 1:3 2:2 2:3 2:4",
                "ab//cd;                  1:1 1:2 1:3 3:1 3:2 3:3",
                "a  # note;               1:1 1:2",
                "\uD83D\uDE00b;           1:1 1:1 1:2 1:3",
                // in single quotes
                "'a''b';                  1:2 1:3 1:5 1:6",
                "'a/  b';                 1:2 1:3 2:3 2:4",
                "'a \\n';                 1:2 1:3 1:4 1:5 1:6",
                // in double quotes
                "\"ab\";                  1:2 1:3 1:4",
                "\"a\\tb\";               1:2 1:3 1:5 1:6",
                "\"a\\\tb\";              1:2 1:3 1:5 1:6",
                "\"\\n\\r\\a\\b\";        1:2 1:4 1:6 1:8 1:10",
                "\"\\e\\f\\v\\N\";        1:2 1:4 1:6 1:8 1:10",
                "\"\\_\\ \";              1:2 1:4 1:6",
                "\"\\\"\\/\\\\x\";        1:2 1:4 1:6 1:8 1:9",
                "\"\\x41b\";              1:2 1:6 1:7",
                "\"\\u00e9b\";            1:2 1:8 1:9",
                "\"\\U000000e9b\";        1:2 1:12 1:13",
                "\"\\U0001F600b\";        1:2 1:2 1:12 1:13",
                "\"\\ud83d\\ude00b\";     1:2 1:2 1:14 1:15",
                "\"a\\/  b\";             1:2 2:3 2:4",
                "\"a/  b\";               1:2 1:3 2:3 2:4",
                "\"a \\/ b\";             1:2 1:3 2:2 2:3",
                // in blocks
                "|/  ab/  c/;             2:3 2:4 2:5 3:3 3:4 4:1",
                "| # note a/  a/;         2:3 2:4 3:1",
                "|-/  a;                  2:3 2:4",
                ">-/  a/  b;              2:3 2:4 3:3 3:4",
                ">-/  a//  b;             2:3 2:4 4:3 4:4",
                ">+/  a/;                 2:3 2:4 3:1",
            })
    void areFoundInEveryStyle(String yaml, String positions) {
        String text =
                yaml.startsWith("\"\\\"") ? yaml : yaml.replace("\\/", "\\\n").replace("/", "\n");
        SourceText source = new SourceText(text);
        Problems problems = new Problems("");
        Node.Scalar scalar = (Node.Scalar) YamlReader.read(source, problems);
        assertThat(scalar).isNotNull();
        assertThat(problems.any()).isFalse();
        assertThat(IntStream.rangeClosed(0, scalar.value().length())
                        .mapToObj(offset -> ScalarOffsets.position(source, scalar, offset))
                        .map(position -> position.line() + ":" + position.column()))
                .as("the places of %s", scalar.value())
                .isEqualTo(List.of(positions.trim().split(" ")));
    }

    @Test
    void beginWhereTheScalarDoes() {
        SourceText source = new SourceText("first: 1\nkey: 'text'\n");
        Node.Scalar scalar = new Node.Scalar(new FilePosition(2, 6), "text", Node.Style.SINGLE_QUOTED);
        assertThat(ScalarOffsets.position(source, scalar, 2)).isEqualTo(new FilePosition(2, 9));
    }

    @Test
    void areThatOfTheScalarWhenTheFileSaysSomethingElse() {
        SourceText source = new SourceText("abc");
        Node.Scalar scalar = new Node.Scalar(new FilePosition(1, 1), "axc", Node.Style.PLAIN);
        assertThat(ScalarOffsets.position(source, scalar, 0)).isEqualTo(new FilePosition(1, 1));
        assertThat(ScalarOffsets.position(source, scalar, 2)).isEqualTo(new FilePosition(1, 1));
        Node.Scalar longer = new Node.Scalar(new FilePosition(1, 1), "abcd", Node.Style.PLAIN);
        assertThat(ScalarOffsets.position(source, longer, 2)).isEqualTo(new FilePosition(1, 3));
        assertThat(ScalarOffsets.position(source, longer, 3)).isEqualTo(new FilePosition(1, 1));
    }
}
