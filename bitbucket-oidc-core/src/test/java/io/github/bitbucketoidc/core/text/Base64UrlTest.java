package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder against the JDK's, which says what a text means, and its encoder, which says that it has one spelling. */
class Base64UrlTest {

    private final Random random = new Random(1);

    /** The text behind {@code start} characters of something else, and before some more. */
    private static byte[] inside(byte[] text, int start) {
        byte[] all = new byte[start + text.length + 5];
        Arrays.fill(all, (byte) 'Q');
        System.arraycopy(text, 0, all, start, text.length);
        return all;
    }

    private static byte[] meaning(byte[] text) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text);
            byte[] again = Base64.getUrlEncoder().withoutPadding().encode(decoded);
            return Arrays.equals(again, text) ? decoded : null;
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private static void assertReads(byte[] text, int start) {
        byte[] all = inside(text, start);
        byte[] meaning = meaning(text);
        String what = start + " " + new String(text, StandardCharsets.ISO_8859_1);
        assertThat(Base64Url.decode(all, start, start + text.length)).as(what).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aTextOfAnyLengthAtAnyPlaceIsDecoded(int start) {
        for (int bytes = 1; bytes < 40; bytes++) {
            byte[] content = new byte[bytes];
            random.nextBytes(content);
            assertReads(Base64.getUrlEncoder().withoutPadding().encode(content), start);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 9, 10, 11, 16, 17, 18, 19})
    void anyByteAtAnyPlaceIsJudged(int length) {
        byte[] good = new byte[length];
        Arrays.fill(good, (byte) 'A');
        for (int place = 0; place < length; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] text = good.clone();
                text[place] = (byte) value;
                assertReads(text, 1 + place % 2);
            }
        }
    }

    @Test
    void aSingleCharacterIsNoText() {
        assertReads(new byte[] {'A'}, 3);
    }
}
