package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPathTest {

    private static void assertRefused(String path, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretPath.of(path))
                .withMessage(message);
    }

    @Test
    void hasTheSegmentsBetweenTheSlashes() {
        SecretPath path = SecretPath.of("secret/cerbos/hub");
        assertThat(path.segments()).containsExactly("secret", "cerbos", "hub");
        assertThat(path).hasToString("secret/cerbos/hub").isEqualTo(SecretPath.of("secret/cerbos/hub"));
        assertThat(path).hasSameHashCodeAs(SecretPath.of("secret/cerbos/hub")).isNotEqualTo(SecretPath.of("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a b",
                "...",
                "..data",
                "a@b",
                "~",
                "a:b",
                "\u00e9",
                "\ud83d\ude00",
                "a+b=c&d",
                "{x}",
                "$(id)"
            })
    void takesWhatMeansItself(String path) {
        assertThat(SecretPath.of(path)).hasToString(path);
    }

    @Row("R17")
    @ParameterizedTest
    @DisplayName("R17 empty segments are refused")
    @ValueSource(strings = {"/", "/a", "a/", "a//b", "//"})
    void r17RefusesEmptySegments(String path) {
        assertRefused(path, "a secret path has no empty segment: no '/' first, last or twice in a row");
    }

    @Row("R17")
    @ParameterizedTest
    @DisplayName("R17 segments that lead elsewhere are refused")
    @CsvSource({".,.", "..,..", "a/..,..", "../a,..", "a/./b,.", "a/../b,.."})
    void r17RefusesDots(String path, String segment) {
        assertRefused(path, "a secret path has no segment '" + segment + "'");
    }

    @Row("R17")
    @ParameterizedTest
    @DisplayName("R17 characters that mean something elsewhere are refused")
    @CsvSource({
        "a?b,U+003F",
        "a#b,U+0023",
        "a%2e%2eb,U+0025",
        "a\\b,U+005C",
        "a\u0000b,U+0000",
        "a\tb,U+0009",
        "a\u007fb,U+007F",
        "a\u0085b,U+0085",
        "a\u2028b,U+2028",
        "a\u2029b,U+2029",
        "a\u200bb,U+200B",
        "a\u202eb,U+202E",
        "a\ufeffb,U+FEFF",
        "a\ud800b,U+D800",
        "a\udc00,U+DC00",
        "a\u00adb,U+00AD"
    })
    void r17RefusesCharacters(String path, String character) {
        assertRefused(path, "a secret path must not hold the character " + character);
    }

    @Row("R17")
    @Test
    void r17RefusesLineBreaks() {
        assertRefused("a\nb", "a secret path must not hold the character U+000A");
        assertRefused("a\rb", "a secret path must not hold the character U+000D");
    }

    @Test
    void hasALength() {
        assertRefused("", "a secret path must not be empty");
        assertRefused("a".repeat(2049), "a secret path has at most 2048 characters");
        assertThat(SecretPath.of("a".repeat(2048)).segments()).hasSize(1);
    }

    @Test
    void keepsComposedAndDecomposedTextApart() {
        assertThat(SecretPath.of("caf\u00e9")).isNotEqualTo(SecretPath.of("cafe\u0301"));
        assertThat(SecretId.of("caf\u00e9")).isNotEqualTo(SecretId.of("cafe\u0301"));
        assertThat(SecretPath.of("K")).isNotEqualTo(SecretPath.of("\u212a"));
    }

    @Test
    void itsSegmentsCannotBeChanged() {
        List<String> segments = SecretPath.of("a/b").segments();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> segments.set(0, ".."))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
