package io.github.bitbucketoidc.provider.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and columns of a file, and what may stand in one. */
class SourceTextTest {

    private final Problems problems = new Problems("policy.yaml");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyPlaceHasItsIndexAndEveryIndexItsPlace(String end) {
        String text = "ab" + end + end + "\uD83D\uDE00c" + end;
        SourceText source = new SourceText(text);
        assertThat(source.position(0)).isEqualTo(new FilePosition(1, 1));
        assertThat(source.position(2)).isEqualTo(new FilePosition(1, 3));
        assertThat(source.position(2 + end.length())).isEqualTo(new FilePosition(2, 1));
        int third = 2 + 2 * end.length();
        assertThat(source.position(third)).isEqualTo(new FilePosition(3, 1));
        assertThat(source.position(third + 2)).isEqualTo(new FilePosition(3, 2));
        assertThat(source.position(text.length())).isEqualTo(new FilePosition(4, 1));
        assertThat(source.index(new FilePosition(3, 2))).isEqualTo(third + 2);
        assertThat(source.index(new FilePosition(3, 9))).as("behind the line").isEqualTo(third + 3);
        assertThat(source.index(new FilePosition(4, 1))).isEqualTo(text.length());
    }

    @Test
    void hasAsManyLinesAsItHas() {
        SourceText source = new SourceText("x\n".repeat(1000));
        assertThat(source.position(2 * 999)).isEqualTo(new FilePosition(1000, 1));
        assertThat(source.position(2 * 1000)).isEqualTo(new FilePosition(1001, 1));
    }

    @Test
    void isOfAtMost64MiB() {
        byte[] most = new byte[64 * 1024 * 1024];
        assertThatCode(() -> SourceText.decode(most, problems)).doesNotThrowAnyException();
        assertThatThrownBy(() -> SourceText.decode(new byte[most.length + 1], problems))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy.yaml:1:1: the file is larger than 64 MiB\n  fix: use fewer or shorter grants");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, UTF-16", "x-UTF-16LE-BOM, UTF-16"})
    void isNotUtf16(String charset, String name) {
        assertThatThrownBy(() -> SourceText.decode("version: 1".getBytes(Charset.forName(charset)), problems))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("policy.yaml:1:1: the file is " + name);
    }

    @Test
    void hasNoByteOrderMark() {
        assertThatThrownBy(() -> SourceText.decode("\uFEFFversion: 1".getBytes(StandardCharsets.UTF_8), problems))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("policy.yaml:1:1: the file begins with a byte order mark");
    }

    /** Also what other decoders let pass: a zero or a slash in two bytes, a surrogate, more than Unicode has. */
    @ParameterizedTest
    @ValueSource(strings = {"80", "FF", "C080", "C0AF", "EDA080", "EDA080EDB080", "F4908080", "E282", "F09F98"})
    void isUtf8(String hex) {
        byte[] odd = new byte[hex.length() / 2];
        for (int i = 0; i < odd.length; i++) {
            odd[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        byte[] begin = "a: \u00e9\nb: ".getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[begin.length + odd.length];
        System.arraycopy(begin, 0, file, 0, begin.length);
        System.arraycopy(odd, 0, file, begin.length, odd.length);
        assertThatThrownBy(() -> SourceText.decode(file, problems))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("policy.yaml:2:4: what follows is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x84, 0x86, 0x9F, 0xFFFE, 0xFFFF})
    void holdsNoControls(int control) {
        SourceText source =
                SourceText.decode(("a: 1\nb: x" + (char) control + "y").getBytes(StandardCharsets.UTF_8), problems);
        assertThatThrownBy(() -> source.refuseControls(problems))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(
                        String.format("policy.yaml:2:5: the character U+%04X must not stand in a policy file", control))
                .hasMessageContaining(control == 0 ? "fix: save the file as UTF-8" : "fix: remove it");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {'\t', '\n', '\r', ' ', '~', 0x85, 0xA0, 0xE9, 0x2028, 0xE000, 0xFEFF, 0xFFFD, 0x1F600, 0x10FFFF})
    void mayHoldAnythingElse(int character) {
        SourceText source =
                SourceText.decode(("x" + Character.toString(character)).getBytes(StandardCharsets.UTF_8), problems);
        assertThatCode(() -> source.refuseControls(problems)).doesNotThrowAnyException();
    }

    @Test
    void showsTheLineAndTheColumn() {
        SourceText source = new SourceText("first\n\tb: \uD83D\uDE00\u202Ed\r\n   \n");
        assertThat(source.picture(new FilePosition(1, 1))).isEqualTo("first\n^");
        assertThat(source.picture(new FilePosition(1, 6))).isEqualTo("first\n     ^");
        assertThat(source.picture(new FilePosition(2, 6))).isEqualTo(" b: \uD83D\uDE00\uFFFDd\n     ^");
        assertThat(source.picture(new FilePosition(3, 2))).as("nothing to see").isEmpty();
        assertThat(source.picture(FilePosition.NONE)).isEmpty();
    }

    /** Of a line of any length some 150 characters, those before the position and behind it. */
    @Test
    void showsAPartOfALongLine() {
        String line = "a".repeat(100) + "b".repeat(100) + "c".repeat(100);
        SourceText source = new SourceText(line);
        assertThat(source.picture(new FilePosition(1, 101)))
                .isEqualTo("a".repeat(100) + "b".repeat(50) + " ...\n" + " ".repeat(100) + "^");
        assertThat(source.picture(new FilePosition(1, 102)))
                .isEqualTo("... " + "a".repeat(49) + "b".repeat(100) + "c ...\n" + " ".repeat(54) + "^");
        assertThat(source.picture(new FilePosition(1, 301)))
                .isEqualTo("... " + "c".repeat(50) + "\n" + " ".repeat(54) + "^");
        assertThat(new SourceText("d".repeat(150)).picture(new FilePosition(1, 1)))
                .isEqualTo("d".repeat(150) + "\n^");
        assertThat(new SourceText("d".repeat(151)).picture(new FilePosition(1, 1)))
                .isEqualTo("d".repeat(150) + " ...\n^");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String pairs = "\uD83D\uDE00".repeat(200);
        for (String before : new String[] {"", "x"}) {
            for (int column : new int[] {1, 60, 61, 120, 121, 200}) {
                assertThat(new SourceText(before + pairs).picture(new FilePosition(1, column)))
                        .doesNotContain("\uFFFD")
                        .doesNotMatch("(?s).*[\uD800-\uDBFF](?![\uDC00-\uDFFF]).*");
            }
        }
    }

    /** Where somebody may have written a credential out, the key is shown and nothing else. */
    @Test
    void hidesTheStores() {
        SourceText source =
                new SourceText("version: 1\nstores:\n  a: { token: s3cret }\n  - s3cret\nnames: { x: y }\n");
        source.topLevelKey("version", 1);
        source.topLevelKey("stores", 2);
        source.topLevelKey("names", 5);
        assertThat(source.picture(new FilePosition(1, 10))).isEqualTo("version: 1\n         ^");
        assertThat(source.picture(new FilePosition(2, 1))).isEqualTo("stores: ...\n^");
        assertThat(source.picture(new FilePosition(3, 3))).isEqualTo("  a: ...\n  ^");
        assertThat(source.picture(new FilePosition(3, 8))).isEqualTo("... token: ...\n    ^");
        assertThat(source.picture(new FilePosition(3, 15))).isEmpty();
        assertThat(source.picture(new FilePosition(4, 5))).isEmpty();
        assertThat(source.picture(new FilePosition(5, 10))).isEqualTo("names: { x: y }\n         ^");
    }

    @Test
    void hidesTheStoresToTheEndOfAFileThatCouldNotBeRead() {
        SourceText source = new SourceText("version: 1\n{ \"stores\" : {\n a: s3cret\n");
        source.hideUnreadStores();
        assertThat(source.picture(new FilePosition(1, 10))).isEqualTo("version: 1\n         ^");
        assertThat(source.picture(new FilePosition(3, 5))).isEmpty();
        SourceText none = new SourceText("version: 1\nnames: 2\n");
        none.hideUnreadStores();
        assertThat(none.picture(new FilePosition(2, 8))).isEqualTo("names: 2\n       ^");
    }
}
