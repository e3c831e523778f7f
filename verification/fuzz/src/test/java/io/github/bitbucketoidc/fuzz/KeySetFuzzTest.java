package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.Verification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void keys(byte[] input) {
        byte[] document = filled(input);
        if (isVerifiedByKeys(document)) {
            named(document)
                    .ifPresent(keys -> assertThat(keys)
                            .as("the keys that a token may mean by this name")
                            .filteredOn(KeySetFuzzTest::couldHaveSigned)
                            .singleElement()
                            .satisfies(key -> assertThat(key.containsKey("d"))
                                    .as("a private member")
                                    .isFalse()));
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
    @ValueSource(strings = {"one-key", "two-keys", "other-kinds", "key-operations", "twin-of-another-algorithm"})
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

    /** The keys of the token's name; nothing of a document with doubled names, which other parsers refuse whole. */
    private static Optional<List<Map<?, ?>>> named(byte[] document) {
        List<Map<?, ?>> named = new ArrayList<>();
        try {
            for (Object entry : JSONObjectUtils.getJSONArray(parsed(document), "keys")) {
                if (entry instanceof Map<?, ?> key && Issuer.KEY.kid().equals(key.get("kid"))) {
                    named.add(key);
                }
            }
            return Optional.of(named);
        } catch (ParseException doubled) {
            return Optional.empty();
        }
    }

    /** The one that has, or a twin of it; one for another purpose or algorithm may have the same name (RFC 7517, section 4.5). */
    private static boolean couldHaveSigned(Map<?, ?> key) {
        return "RSA".equals(key.get("kty"))
                && MODULUS.equals(key.get("n"))
                && "AQAB".equals(key.get("e"))
                && isLeftOutOr("sig", key.get("use"))
                && isLeftOutOr("RS256", key.get("alg"))
                && (isLeftOut(key.get("key_ops")) || ((List<?>) key.get("key_ops")).contains("verify"));
    }

    private static boolean isLeftOutOr(String only, Object value) {
        return isLeftOut(value) || only.equals(value);
    }

    private static boolean isLeftOut(Object value) {
        return value == null || value.equals(List.of());
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
