package io.github.bitbucketoidc.core.filter.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.rows.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @Row("R2")
    @ParameterizedTest
    @CsvSource({
        "release/*, release/1, true",
        "release/*, release/, false",
        "release/*, release, false",
        "release/*, release-x, false",
        "release/*, release/a/b, false",
        "release/*, xrelease/a, false",
        "release/**, release/a/b, true",
        "release/**, release/a, true",
        "release/**, release/, false",
        "**/x, a/b/x, true",
        "**/x, /x, false",
        "**/x, //x, true",
        "*, a, true",
        "*, a/b, false",
        "**, a/b, true",
        "**, /, true",
        "?, a, true",
        "?, /, false",
        "?, ab, false",
        "a?c, abc, true",
        "a*c, ac, false",
        "a*c, abbc, true",
        "*a*a*, xaxax, true",
        "*a*a*, aaa, false",
        "***, a, false",
        "***, /a, true",
        "***, a/, false",
        "****, a, false",
        "****, //, true"
    })
    @DisplayName("R2 a star stays in its segment and takes at least one character")
    void r2StarsStayInTheirSegment(String pattern, String text, boolean expected) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "?", "main", "ma*n"})
    void neverMatchTheEmptyText(String pattern) {
        assertThat(Glob.of(pattern).matches("")).isFalse();
    }

    @Row({"R3", "R7"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                ")(",
                "(?i)main",
                "(?m)^main$",
                "main\\",
                "a|b",
                "[ab]",
                "{a,b}",
                "!x",
                "^main$",
                "ma.n",
                "\\Qmain\\E",
                "a+"
            })
    @DisplayName("R3 R7 nothing but stars and question marks is special, in pattern or text")
    void r3r7NothingElseIsSpecial(String text) {
        assertThat(Glob.of(text).matches(text)).isTrue();
        assertThat(Glob.of("main").matches(text)).isFalse();
        assertThat(Glob.of(text).matches("main")).isFalse();
        assertThat(Glob.of(text).matches("a")).isFalse();
    }

    @Row("R3")
    @ParameterizedTest
    @ValueSource(
            strings = {"ma.n", "ma[i]n", "main|x", "(main)", "(?i)MAIN", "^main$", "mai.*", "ma\\in", "main+", ".*"})
    @DisplayName("R3 what a regular expression would take for a pattern stands for itself")
    void r3ThereAreNoRegularExpressions(String pattern) {
        assertThat(Glob.of(pattern).matches("main")).isFalse();
    }

    @Row("R4")
    @ParameterizedTest
    @ValueSource(strings = {"main\u0085", "main\n", "main\u2028", "main\r\n", "\nmain"})
    @DisplayName("R4 a final line end of any kind is a character like any other")
    void r4LineEndsAreCharacters(String text) {
        assertThat(Glob.of("main").matches(text)).isFalse();
        assertThat(Glob.of("*").matches(text)).isTrue();
    }

    @Test
    void countsCodePointsNotChars() {
        assertThat(Glob.of("?").matches("\uD83D\uDE80")).isTrue();
        assertThat(Glob.of("??").matches("\uD83D\uDE80")).isFalse();
        assertThat(Glob.of("\uD83D\uDE80*").matches("\uD83D\uDE80x")).isTrue();
        assertThat(Glob.of("e?").matches("e\u0301")).isTrue();
    }

    @Row("R5")
    @Test
    @DisplayName(
            "R5 a hundred thousand characters cost a hundred thousand steps for each 64 tokens, whatever the pattern")
    void r5CostIsLinear() {
        String text = "a".repeat(100_000);
        for (String pattern :
                new String[] {"*a".repeat(16) + "b", "**a".repeat(16) + "b", "a".repeat(32) + "*b", "?".repeat(60)}) {
            Glob.Work work = new Glob.Work();
            assertThat(Glob.of(pattern).matches(text, work)).isFalse();
            assertThat(work.words).isLessThanOrEqualTo(100_000);
        }
        Glob.Work longest = new Glob.Work();
        assertThat(Glob.of("**a".repeat(341)).matches(text, longest)).isTrue();
        assertThat(longest.words).isLessThanOrEqualTo(100_000 * 16);
    }

    @Test
    void worksAcrossTheBordersOfItsWords() {
        for (int length = 60; length < 70; length++) {
            String text = "a".repeat(length);
            assertThat(Glob.of(text).matches(text)).isTrue();
            assertThat(Glob.of(text).matches(text + "a")).isFalse();
            assertThat(Glob.of(text + "*").matches(text + "b/")).isFalse();
            assertThat(Glob.of(text + "*").matches(text + "bb")).isTrue();
            assertThat(Glob.of(text + "**b").matches(text + "b/b")).isTrue();
        }
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThatIllegalArgumentException().isThrownBy(() -> Glob.of("")).withMessageContaining("must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> Glob.of("\uD800")).withMessageContaining("valid Unicode");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Glob.of("a".repeat(1025)))
                .withMessageContaining("at most 1024");
    }

    @Test
    void isAValue() {
        assertThat(Glob.of("a*"))
                .isEqualTo(Glob.of("a*"))
                .hasSameHashCodeAs(Glob.of("a*"))
                .hasToString("\"a*\"");
        assertThat(Glob.of("a*")).isNotEqualTo(Glob.of("a**")).isNotEqualTo("a*");
        assertThat(Glob.of("a*").pattern()).isEqualTo("a*");
    }

    /** More tokens than a machine word has bits, with literals and wildcards on both sides of its edge. */
    @Test
    void worksAcrossTheEdgeOfAWord() {
        String left = "ab".repeat(50);
        String right = "cd".repeat(50);
        Glob glob = Glob.of(left + "*/" + right + "**?");
        assertThat(glob.matches(left + "x/" + right + "y/z")).isTrue();
        assertThat(glob.matches(left + "a/" + right + "dc")).isTrue();
        assertThat(glob.matches(left + "/" + right + "yz")).isFalse();
        assertThat(glob.matches(left + "x/y/" + right + "yz")).isFalse();
        assertThat(glob.matches(left + "x/" + right + "y")).isFalse();
        assertThat(glob.matches(left + "x/" + right.substring(2) + "yz")).isFalse();
        assertThat(glob.matches(left + "x/" + right + "y/")).isFalse();
    }
}
