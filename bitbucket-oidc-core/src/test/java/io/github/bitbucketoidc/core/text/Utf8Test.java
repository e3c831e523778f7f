package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16"})
    @Row("S17")
    void s17NoOtherEncodingPasses(String charset) {
        assertThat(Utf8.isValid("{\"a\":1}".getBytes(Charset.forName(charset)))).isFalse();
    }

    @Test
    @Row("S17")
    void s17NoMarkPasses() {
        assertThat(Utf8.isValid("\ufeff{}".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(Utf8.isValid("{\u00e4}".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(Utf8.isValid(bytes("{"))).isTrue();
        assertThat(Utf8.isValid(bytes(""))).isTrue();
    }

    /** Zeros among the first four bytes; a later one is for the parser, which takes none either. */
    @Test
    @Row("C3")
    void c3ZerosWhereAnEncodingIsToldAreRefused() {
        for (int place = 0; place < 4; place++) {
            byte[] document = bytes("{   \"a\":1}");
            document[place] = 0;
            assertThat(Utf8.isValid(document)).as("at " + place).isFalse();
        }
    }

    @Test
    @Row("C4")
    void c4OnlyABraceBehindWhiteSpaceBeginsAnObject() {
        for (String object : new String[] {"{", " {", "\t\r\n {}"}) {
            assertThat(Utf8.beginsObject(bytes(object))).as(object).isTrue();
        }
        for (String other : new String[] {"", " ", "[", "\"{", "\u000b{", "\u00a0{", "1{"}) {
            assertThat(Utf8.beginsObject(bytes(other))).as(other).isFalse();
        }
    }

    @Test
    @Row("C3")
    void c3HalvesOfPairsAndNulAreNoText() {
        for (String clean : new String[] {"", "a", "\ud83d\ude00", "a\ud83d\ude00b", "\u0001\uffff"}) {
            assertThat(Utf8.isCleanText(clean)).isTrue();
        }
        for (String other : new String[] {
            "\u0000", "a\u0000", "\ud83d", "a\ud83d", "\ude00", "\ude00\ud83d", "\ud83da", "\ud83d\ud83d\ude00"
        }) {
            assertThat(Utf8.isCleanText(other)).isFalse();
        }
    }
}
