package io.github.bitbucketoidc.store.file.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.file.AgeFixture;
import io.github.bitbucketoidc.store.file.AgeFixture.Identity;
import io.github.bitbucketoidc.store.file.age.AgeEncryption;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is missing of an encrypted file or wrong with it: it is refused, with what to do, and nothing of it is shown. */
class AgeDamageTest {

    private static final String VALUE = "a-value-that-must-show-up-nowhere";
    private static final String PLAIN = "a: " + VALUE + "\n";

    private Identity identity;
    private SecretsFile file;

    @BeforeEach
    void makeAnIdentity() throws Exception {
        identity = Identity.generate();
        AgeEncryption age = new AgeEncryption(() -> SecretValue.of(identity.file()));
        file = new SecretsFile(Path.of("s.yaml.age"), new FileReading(FilePermissions.OWNER, false), Optional.of(age));
    }

    private void assertRefused(byte[] bytes, String what) {
        SecretsContent content = file.parse(bytes);
        assertThat(content.secrets()).as(what).isEmpty();
        assertThat(content.findings()).as(what).hasSize(1).allSatisfy(finding -> {
            assertThat(finding.message()).isNotBlank();
            assertThat(finding.hint()).isNotBlank();
            assertShowsNothing(finding.line());
        });
    }

    private void assertShowsNothing(String line) {
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8));
        assertThat(Stream.of(VALUE, base64, identity.secret(), identity.recipient(), "SECRET-KEY-1Q"))
                .noneMatch(line::contains);
    }

    private boolean opens(byte[] bytes) {
        SecretsContent content = file.parse(bytes);
        if (!content.findings().isEmpty()) {
            return false;
        }
        assertThat(content.secrets()
                        .get(SecretPath.of("a"))
                        .text()
                        .orElseThrow()
                        .reveal())
                .isEqualTo(VALUE);
        return true;
    }

    @Test
    void refusesABinaryFileThatIsCutOffAnywhere() throws Exception {
        byte[] whole = AgeFixture.encrypt(PLAIN, identity, Identity.generate());
        assertThat(opens(whole)).isTrue();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "the first " + length + " bytes");
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "one more byte");
    }

    @Test
    void refusesATextThatIsCutOffAnywhere() throws Exception {
        byte[] whole = AgeFixture.armored(PLAIN, identity);
        int end = new String(whole, StandardCharsets.US_ASCII).strip().length();
        for (int length = 0; length < end; length++) {
            assertRefused(Arrays.copyOf(whole, length), "the first " + length + " bytes");
        }
        for (int length = end; length <= whole.length; length++) { // only its last line end is missing
            assertThat(opens(Arrays.copyOf(whole, length))).isTrue();
        }
    }

    /** A file of several parts, of 65,536 bytes each, that ends where one of them does. */
    @Test
    void refusesAFileThatLacksItsLastParts() throws Exception {
        String value = "x".repeat(3 * 65_536 - "a: ".length());
        byte[] whole = AgeFixture.encrypt("a: " + value, identity);
        int part = 65_536 + 16;
        assertThat(file.parse(whole).findings()).isEmpty();
        assertRefused(Arrays.copyOf(whole, whole.length - part), "without the last part");
        assertRefused(Arrays.copyOf(whole, whole.length - 2 * part), "without the last two parts");
        assertRefused(Arrays.copyOf(whole, whole.length - 3 * part), "without any part");
    }

    @Test
    void refusesABinaryFileInWhichAnyByteIsAnother() throws Exception {
        byte[] whole = AgeFixture.encrypt(PLAIN, identity);
        for (int i = 0; i < whole.length; i++) {
            for (int bit : new int[] {1, 128}) {
                byte[] altered = whole.clone();
                altered[i] ^= (byte) bit;
                assertRefused(altered, "bit " + bit + " of byte " + i);
            }
        }
    }

    /** The format of the text has no second spelling for the same bytes, but for the white space around it. */
    @Test
    void refusesATextInWhichAnyCharacterIsAnother() throws Exception {
        byte[] whole = AgeFixture.armored(PLAIN, identity);
        for (int i = 0; i < new String(whole, StandardCharsets.US_ASCII).strip().length(); i++) {
            for (int bit : new int[] {1, 32}) { // 32 is the case of a letter
                byte[] altered = whole.clone();
                altered[i] ^= (byte) bit;
                assertRefused(altered, "bit " + bit + " of byte " + i);
            }
        }
    }

    @Test
    void refusesATextOfAnotherForm() throws Exception {
        String plain = PLAIN;
        String text = "";
        while (!text.contains("=")) { // only every third length needs none
            text = new String(AgeFixture.armored(plain, identity), StandardCharsets.US_ASCII);
            plain += "\n";
        }
        assertThat(opens(text.getBytes(StandardCharsets.US_ASCII))).isTrue();
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSizeGreaterThan(4);
        String joined = lines.get(0) + "\n" + String.join("", lines.subList(1, lines.size() - 1)) + "\n"
                + lines.get(lines.size() - 1);
        for (String other : List.of(
                joined,
                text.replace("=", ""),
                text.replaceFirst("\n", "\n\n"),
                text + "more",
                text + text,
                lines.get(0) + "\n" + lines.get(lines.size() - 1),
                lines.get(0))) {
            assertThat(other).isNotEqualTo(text);
            assertRefused(other.getBytes(StandardCharsets.US_ASCII), other);
        }
    }

    /** The header of one file in front of the content of another for the same recipient. */
    @Test
    void refusesWhatIsPutTogetherFromTwo() throws Exception {
        byte[] one = AgeFixture.encrypt(PLAIN, identity);
        byte[] two = AgeFixture.encrypt(PLAIN, identity);
        int header = new String(one, StandardCharsets.ISO_8859_1).indexOf("\n--- ") + 49;
        byte[] mixed = Arrays.copyOf(one, one.length);
        System.arraycopy(two, header, mixed, header, two.length - header);
        assertRefused(mixed, "two files");
    }
}
