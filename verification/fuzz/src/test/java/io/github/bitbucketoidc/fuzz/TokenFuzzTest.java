package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but a proof or a coded refusal comes of a token, and a proof says what Nimbus reads too. */
class TokenFuzzTest {

    private static final TokenVerifier VERIFIER = Issuer.verifier(
            uri -> (Issuer.isDiscovery(uri) ? Issuer.DISCOVERY : Issuer.KEYS).getBytes(StandardCharsets.UTF_8));
    private static final String GOOD = Issuer.signed(Issuer.input(Issuer.HEADER, Issuer.PAYLOAD));

    /** The text as it came: nobody has the key, so it is never accepted. */
    @FuzzTest
    void text(byte[] input) {
        isRefused(new String(input, StandardCharsets.UTF_8));
    }

    /** Header and payload, with a line feed between them, that the issuer itself has signed. */
    @FuzzTest
    @DictionaryEntries({"\"aud\":", "\"nbf\":", "\"crit\":[", "\"jwk\":{", "deploymentEnvironmentUuid", "\\u0061", "1e3"
    })
    void signed(byte[] input) {
        isAccepted(input);
    }

    @ParameterizedTest
    @ValueSource(strings = {"without-environment", "with-environment", "rich"})
    void goodSeedsAreAccepted(String name) {
        assertThat(isAccepted(Seeds.read(TokenFuzzTest.class, "signed/" + name)))
                .isTrue();
    }

    private static boolean isAccepted(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        byte[] header = Arrays.copyOf(input, end);
        byte[] payload = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        String text = Issuer.input(header, payload);
        // Signing takes most of the time, and what is refused before the signature would be refused again.
        if (isRefused(Issuer.unsigned(text)) == Rejection.Code.SIGNATURE_INVALID) {
            String token = Issuer.signed(text);
            if (verify(token) instanceof Verification.Verified verified) {
                SecondReading.agrees(verified.token(), token);
                return true;
            }
        }
        return false;
    }

    /** A good token, changed: each four bytes are a way, a place of two bytes, and a character. */
    @FuzzTest
    void changed(byte[] input) {
        StringBuilder text = new StringBuilder(GOOD);
        for (int i = 0; i + 4 <= input.length && !text.isEmpty(); i += 4) {
            int place = ((input[i + 1] & 0xFF) << 8 | input[i + 2] & 0xFF) % text.length();
            change(text, input[i] & 0xFF, place, (char) (input[i + 3] & 0xFF));
        }
        if (text.toString().equals(GOOD)) {
            assertThat(verify(GOOD)).isInstanceOf(Verification.Verified.class);
        } else {
            isRefused(text.toString());
        }
    }

    private static void change(StringBuilder text, int way, int place, char character) {
        switch (way % 5) {
            case 0 -> text.setCharAt(place, character);
            case 1 -> text.setCharAt(place, (char) (text.charAt(place) ^ 1 << (character % 16)));
            case 2 -> text.insert(place, character);
            case 3 -> text.deleteCharAt(place);
            default -> text.setLength(place);
        }
    }

    private static Rejection.Code isRefused(String token) {
        Verification verification = verify(token);
        assertThat(verification).isInstanceOf(Verification.Rejected.class);
        return ((Verification.Rejected) verification).rejection().code();
    }

    private static Verification verify(String token) {
        Verification verification = VERIFIER.verify(token);
        assertThat(verification.toString()).as("what a log would hold").doesNotContain(GOOD);
        return verification;
    }
}
