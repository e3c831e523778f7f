package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.bitbucketoidc.core.token.KeySourceException;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever an issuer publishes, a token that it has signed is verified, refused, or lacks a key set. In an input, {@code @n}
 * stands for the modulus of the key that has signed, and {@code @iss} for the issuer.
 */
class KeySetFuzzTest {

    private static final String TOKEN = Issuer.signed(Issuer.input(Issuer.HEADER, Issuer.PAYLOAD));
    private static final String MODULUS =
            new RSAKey.Builder(Issuer.KEY.publicKey()).build().getModulus().toString();

    @FuzzTest
    @DictionaryEntries({
        "@n",
        "\"AQAB\"",
        "\"key_ops\":[\"verify\"]",
        "\"use\":\"sig\"",
        "\"alg\":\"RS256\"",
        "\"kid\":\"k1\""
    })
    void keys(byte[] input) throws ParseException {
        byte[] document = filled(input);
        if (isVerifiedByKeys(document)) {
            List<Object> keys = JSONObjectUtils.getJSONArray(parsed(document), "keys");
            assertThat(keys.stream().filter(KeySetFuzzTest::hasItsName))
                    .singleElement()
                    .satisfies(found -> {
                        Map<?, ?> key = (Map<?, ?>) found;
                        assertThat((Object) key.get("kty")).isEqualTo("RSA");
                        assertThat((Object) key.get("n")).isEqualTo(MODULUS);
                        assertThat(key.containsKey("d")).as("a private member").isFalse();
                    });
        }
    }

    @FuzzTest
    @DictionaryEntries({"@iss", "\"issuer\":", "\"jwks_uri\":", "https://api.bitbucket.org/", "%2e", ":443"})
    void discovery(byte[] input) throws ParseException {
        byte[] document = filled(input);
        if (isVerifiedByDiscovery(document)) {
            Map<String, Object> read = parsed(document);
            assertThat(read.get("issuer")).isEqualTo(Issuer.WORKSPACE.issuer());
            assertThat(URI.create((String) read.get("jwks_uri")).getHost()).isEqualToIgnoringCase("api.bitbucket.org");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-key", "two-keys", "other-kinds", "key-operations"})
    void goodSeedsOfKeysAreTaken(String name) {
        assertThat(isVerifiedByKeys(filled(Seeds.read(KeySetFuzzTest.class, "keys/" + name))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"as-published", "port-written-out"})
    void goodSeedsOfDiscoveryAreTaken(String name) {
        assertThat(isVerifiedByDiscovery(filled(Seeds.read(KeySetFuzzTest.class, "discovery/" + name))))
                .isTrue();
    }

    private static boolean isVerifiedByKeys(byte[] document) {
        return isVerified(uri -> Issuer.isDiscovery(uri) ? bytes(Issuer.DISCOVERY) : document);
    }

    private static boolean isVerifiedByDiscovery(byte[] document) {
        return isVerified(uri -> Issuer.isDiscovery(uri) ? document : bytes(Issuer.KEYS));
    }

    private static boolean hasItsName(Object key) {
        return key instanceof Map<?, ?> members && Issuer.KEY.kid().equals(members.get("kid"));
    }

    private static boolean isVerified(Function<URI, byte[]> documents) {
        try (TokenVerifier verifier = Issuer.verifier(documents)) {
            return verifier.verify(TOKEN) instanceof Verification.Verified;
        } catch (KeySourceException noSet) {
            assertThat(noSet).hasMessageContaining(Issuer.WORKSPACE.issuer());
            return false;
        }
    }

    private static Map<String, Object> parsed(byte[] document) throws ParseException {
        return JSONObjectUtils.parse(new String(document, StandardCharsets.UTF_8));
    }

    /** One character for each byte, so that no byte is lost. */
    private static byte[] filled(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1)
                .replace("@n", MODULUS)
                .replace("@iss", Issuer.WORKSPACE.issuer())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
