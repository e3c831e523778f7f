package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a message says that a mistake is, and the picture that it draws of it. */
class SourcePositionTest {

    private static final String ROCKET = "\uD83D\uDE80";

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a\\nb;       2; 2
            a\\rb;       2; 2
            a\\r\\nb;    2; 3
            \\n\\r\\nb;  3; 3
            \\r\\rb;     3; 2
            a\\r;        2; 2
            a\\n;        2; 2
            """)
    void countsEachWayToEndALineOnce(String escaped, int line, int start) {
        String source = escaped.replace("\\r", "\r").replace("\\n", "\n");
        SourcePosition position = SourcePosition.of(source, source.length());
        assertThat(position.line()).isEqualTo(line);
        assertThat(position.start()).isEqualTo(start);
        assertThat(position.column()).isEqualTo(source.length() - start + 1);
    }

    @Test
    void ofTheLineFeedBehindACarriageReturnIsStillTheOldLine() {
        assertThat(SourcePosition.of("a\r\nb", 2).line()).isEqualTo(1);
    }

    @Nested
    class Picture {

        @Test
        void showsTheLineOnly() {
            assertThat(SourcePosition.of("first\nsecond\nthird", 8).picture()).isEqualTo("  second\n    ^");
            assertThat(SourcePosition.of("first\rsecond\rthird", 8).picture()).isEqualTo("  second\n    ^");
        }

        @Test
        void showsSixtyCharactersOnEachSide() {
            assertThat(SourcePosition.of("a".repeat(60) + "b".repeat(60), 60).picture())
                    .isEqualTo("  " + "a".repeat(60) + "b".repeat(60) + "\n  " + " ".repeat(60) + "^");
            assertThat(SourcePosition.of("-" + "a".repeat(60) + "b".repeat(60) + "-", 61)
                            .picture())
                    .isEqualTo("  …" + "a".repeat(60) + "b".repeat(60) + "…\n  " + " ".repeat(61) + "^");
        }

        @Test
        @DisplayName("cuts no surrogate pair in two")
        void cutsNoPair() {
            // Sixty before and sixty behind the place are each the second half of a pair.
            String source = "-" + ROCKET + "a".repeat(59) + "b".repeat(59) + ROCKET + "-";
            assertThat(SourcePosition.of(source, 62).picture())
                    .isEqualTo("  …" + ROCKET + "a".repeat(59) + "b".repeat(59) + "…\n  " + " ".repeat(62) + "^");
        }

        @Test
        void keepsWhatIsNoPairWhereItIs() {
            String source = "-" + "\uDE80" + "a".repeat(59) + "b".repeat(60);
            assertThat(SourcePosition.of(source, 61).picture())
                    .isEqualTo("  …\\u{DE80}" + "a".repeat(59) + "b".repeat(60) + "\n  " + " ".repeat(68) + "^");
        }

        @Test
        void hidesNothing() {
            assertThat(SourcePosition.of("a\tb\u200Bc", 4).picture())
                    .isEqualTo("  a b\\u{200B}c\n  " + " ".repeat(11) + "^");
        }

        @ParameterizedTest
        @ValueSource(
                ints = {
                    0x1F300, 0x1F680, 0x1FAFF, 0xFF01, 0xFF21, 0xFF60, 0x3001, 0x303E, 0x4E2D, 0x3042, 0x30AB, 0xAC00,
                    0x3105, 0xA000
                })
        void countsTwoColumnsForAWideLetter(int letter) {
            assertThat(columns(letter)).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(ints = {'a', 0xE9, 0x1F2FF, 0x1FB00, 0xFF61, 0xFF71, 0xFFDC, 0x2FFF, 0x303F, 0x0431})
        void countsOneForAnother(int letter) {
            assertThat(columns(letter)).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0301, 0x20DD})
        void countsNoneForAMark(int mark) {
            assertThat(columns(mark)).isZero();
        }

        private int columns(int codePoint) {
            String letter = Character.toString(codePoint);
            String picture = SourcePosition.of(letter + "x", letter.length()).picture();
            return picture.length() - picture.indexOf('\n') - "\n  ^".length();
        }
    }
}
