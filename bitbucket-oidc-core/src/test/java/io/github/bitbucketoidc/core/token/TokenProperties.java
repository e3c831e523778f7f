package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.text.Base64Url;
import io.github.bitbucketoidc.core.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for every token, good or bad. */
class TokenProperties {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static Verifying verifying;
    private static String good;

    @BeforeContainer
    static void start() {
        verifying = new Verifying();
        good = verifying.token().signed();
        assertThat(verifying.codeOf(good)).isEqualTo("accepted");
    }

    @AfterContainer
    static void stop() {
        verifying.close();
    }

    @Property(tries = 3000)
    void everyChangedCharacterIsRefused(@ForAll @IntRange(max = 100_000) int place, @ForAll char other) {
        int at = place % good.length();
        if (good.charAt(at) != other) {
            assertThat(verifying.codeOf(good.substring(0, at) + other + good.substring(at + 1)))
                    .isNotEqualTo("accepted");
        }
    }

    @Property(tries = 3000)
    void everyChangedCharacterOfTheAlphabetIsRefused(
            @ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(max = 63) int letter) {
        int at = place % good.length();
        char other = ALPHABET.charAt(letter);
        if (good.charAt(at) != other) {
            assertThat(verifying.codeOf(good.substring(0, at) + other + good.substring(at + 1)))
                    .isNotEqualTo("accepted");
        }
    }

    @Property(tries = 1000)
    void everyCutOrDoubledPieceIsRefused(
            @ForAll @IntRange(max = 100_000) int one, @ForAll @IntRange(max = 100_000) int other) {
        int start = Math.min(one % good.length(), other % good.length());
        int end = Math.max(one % good.length(), other % good.length()) + 1;
        assertThat(verifying.codeOf(good.substring(0, start) + good.substring(end)))
                .isNotEqualTo("accepted");
        assertThat(verifying.codeOf(good.substring(0, end) + good.substring(start)))
                .isNotEqualTo("accepted");
    }

    @Property(tries = 2000)
    void noTextMakesItThrow(@ForAll String text) {
        assertThat(verifying.codeOf(text)).isNotEqualTo("accepted");
    }

    @Property(tries = 2000)
    void noBytesInThePartsMakeItThrow(@ForAll @Size(max = 300) byte[] header, @ForAll @Size(max = 300) byte[] payload) {
        assertThat(verifying.codeOf(TestToken.encode(header) + '.' + TestToken.encode(payload) + ".AAAA"))
                .isNotEqualTo("accepted");
    }

    @Property(tries = 2000)
    void noAlmostJsonMakesItThrow(
            @ForAll
                    @StringLength(max = 60)
                    @Chars({'{', '}', '[', ']', '"', ':', ',', '\\', 'u', '0', '1', 'e', '-', '.', ' ', 'n'})
                    String json) {
        String header = good.substring(0, good.indexOf('.') + 1);
        String payload = TestToken.encode(json.getBytes(StandardCharsets.UTF_8));
        assertThat(verifying.codeOf(header + payload + ".AAAA")).isNotEqualTo("accepted");
    }

    @Property(tries = 2000)
    void base64urlReadsWhatTheJdkWritesAndNothingElse(@ForAll("base64like") String text) {
        assertThat(Arrays.equals(Base64Url.decode(text), decodedAndEncodedAgain(text)))
                .as(text)
                .isTrue();
    }

    /** The obvious way, in place of which ours stands; null if the JDK refuses the text or writes it in another way. */
    private static byte[] decodedAndEncodedAgain(String text) {
        try {
            byte[] lenient = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
            return TestToken.encode(lenient).equals(text) ? lenient : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Provide
    Arbitrary<String> base64like() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars(ALPHABET).ofMaxLength(12),
                Arbitraries.strings().withChars(ALPHABET + "=+/.\u00FF").ofMaxLength(12));
    }

    @Property(tries = 2000)
    void textsPassTheLookExactlyIfTheyAreUtf8(@ForAll @Size(max = 40) byte[] bytes) {
        boolean utf8 = Arrays.equals(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
        byte[] document =
                ("{\"a\":1}   " + new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Utf8.isValid(document)).isEqualTo(utf8);
    }
}
