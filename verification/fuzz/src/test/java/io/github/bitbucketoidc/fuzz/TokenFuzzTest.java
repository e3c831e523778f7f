package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
        if (isRefused(Issuer.unsigned(text)).equals(Optional.of(Rejection.Code.SIGNATURE_INVALID))) {
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

    /** Otherwise a long run ends at the first token of an unknown key whose issue the set at hand does not cover. */
    @Test
    void tokensOfUnknownKeysAreNoFindingWhenTheIssuerMayNotBeAskedAgain() {
        String payload = Issuer.PAYLOAD.replace("\"iat\":1784000000", "\"iat\":" + Issuer.NOW.getEpochSecond());
        List<Optional<Rejection.Code>> codes = IntStream.range(0, 100)
                .mapToObj(i -> isRefused(Issuer.unsigned(Issuer.input(Issuer.HEADER.replace("k1", "x" + i), payload))))
                .toList();
        assertThat(codes).contains(Optional.of(Rejection.Code.KEY_UNKNOWN), Optional.empty());
    }

    /** The code; empty if it cannot be known whether the issuer has the key, because its budget of fetches is spent. */
    private static Optional<Rejection.Code> isRefused(String token) {
        try {
            Verification verification = verify(token);
            assertThat(verification).isInstanceOf(Verification.Rejected.class);
            return Optional.of(
                    ((Verification.Rejected) verification).rejection().code());
        } catch (KeySourceException unknown) {
            assertThat(token)
                    .as("a token that names the issuer's key")
                    .doesNotStartWith(GOOD.substring(0, GOOD.indexOf('.') + 1));
            return Optional.empty();
        }
    }

    private static Verification verify(String token) {
        Verification verification = VERIFIER.verify(token);
        assertThat(verification.toString()).as("what a log would hold").doesNotContain(GOOD);
        return verification;
    }
}
