package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.TestKeys;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.core.token.Verifying;
import io.github.bitbucketoidc.rows.Row;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows K1 to K8 and K23: which published keys count. */
class PublishedKeysTest {

    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final BigInteger GOOD = ((RSAPublicKey) TestKeys.rsa("bad").getPublic()).getModulus();

    private final Verifying verifying = new Verifying();

    @AfterEach
    void close() {
        verifying.close();
    }

    /** What a token gets that names the key "bad" of a set which holds this entry and the good key k1. */
    private String codeBeside(String entry) {
        verifying.issuer.publishSet(TestKeys.set(entry, TestKeys.jwk("k1")));
        String code = verifying.codeOf(verifying.token("bad"));
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("accepted");
        return code;
    }

    private static String bad(BigInteger n, BigInteger e) {
        return TestKeys.jwk("bad", n, e, "");
    }

    private static String bad(String more) {
        return TestKeys.jwk("bad", GOOD, F4, more);
    }

    @Row("K1")
    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2047})
    void k1IgnoresShortKeys(int bits) {
        assertThat(codeBeside(TestKeys.jwk("bad", TestKeys.rsa("short", bits)))).isEqualTo("key_weak");
    }

    @Row("K1")
    @Test
    void k1SaysSoAlsoWhenNoOtherKeyIsThere() {
        verifying.issuer.publishSet(TestKeys.set(TestKeys.jwk("bad", TestKeys.rsa("short", 1024))));
        assertThat(verifying.codeOf(verifying.token("bad"))).isEqualTo("key_weak");
        assertThatThrownBy(() -> verifying.codeOf(verifying.token()))
                .isInstanceOf(KeySourceException.class)
                .hasMessageContaining("no usable key");
    }

    @Row("K2")
    @ParameterizedTest
    @ValueSource(
            strings = {"1", "2", "3", "17", "65535", "65536", "65538", "18446744073709551616", "18446744073709551617"})
    void k2IgnoresOddExponents(String exponent) {
        assertThat(codeBeside(bad(GOOD, new BigInteger(exponent)))).isEqualTo("key_weak");
    }

    @Row("K2")
    @Test
    void k2IgnoresZeroAndAnEvenModulus() {
        assertThat(codeBeside(bad(GOOD, BigInteger.ZERO))).isEqualTo("key_weak");
    }

    @Row("K2")
    @Test
    void k2IgnoresAnEvenModulus() {
        assertThat(codeBeside(bad(GOOD.clearBit(0), F4))).isEqualTo("key_weak");
    }

    @Row("K2")
    @Test
    void k2ReadsNoSignIntoAnExponent() {
        // The one byte 0x81 would be negative in two's complement; it is 129, which is too small.
        assertThat(codeBeside(bad(GOOD, BigInteger.valueOf(129)))).isEqualTo("key_weak");
    }

    @Row("K3")
    @Test
    void k3IgnoresRocaKeys() {
        assertThat(codeBeside(bad(rocaModulus(), F4))).isEqualTo("key_weak");
        assertThat(RsaStrength.weakness(rocaModulus(), F4)).contains("ROCA");
        assertThat(RsaStrength.weakness(GOOD, F4)).isNull();
    }

    /** A modulus with the mark: a power of 65537 modulo the product of the first primes. */
    private static BigInteger rocaModulus() {
        BigInteger product = BigInteger.TWO;
        for (int prime = 3; prime <= 167; prime += 2) {
            if (BigInteger.valueOf(prime).isProbablePrime(50)) {
                product = product.multiply(BigInteger.valueOf(prime));
            }
        }
        BigInteger high = new BigInteger(2048, new Random(1)).setBit(2047).divide(product);
        return high.multiply(product).add(F4.modPow(BigInteger.valueOf(12345), product));
    }

    @Row("K4")
    @Test
    void k4IgnoresHugeKeys() {
        assertThat(codeBeside(
                        bad(new BigInteger(8193, new Random(2)).setBit(8192).setBit(0), F4)))
                .isEqualTo("key_weak");
        assertThat(RsaStrength.weakness(
                        new BigInteger(8192, new Random(3)).setBit(8191).setBit(0), F4))
                .isNull();
    }

    @Row("K5")
    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"key_ops\":[\"encrypt\"]",
                ",\"key_ops\":[null]",
                ",\"key_ops\":\"verify\"",
                ",\"key_ops\":[\"sign\",[\"verify\"]]"
            })
    void k5IgnoresKeysForOtherOperations(String more) {
        assertThat(codeBeside(bad(more))).isEqualTo("key_unknown");
    }

    @Row("K5")
    @ParameterizedTest
    @CsvSource({
        "use,sig,enc",
        "use,sig,SIG",
        "alg,RS256,RS512",
        "alg,RS256,PS256",
        "alg,RS256,rs256",
        "kty,RSA,EC",
        "kty,RSA,oct",
        "kty,RSA,OKP",
        "kty,RSA,rsa",
        "kty,RSA,AKP"
    })
    void k5IgnoresKeysForOtherUses(String member, String from, String to) {
        String entry = bad("").replace('"' + member + "\":\"" + from + '"', '"' + member + "\":\"" + to + '"');
        assertThat(entry).contains('"' + to + '"');
        assertThat(codeBeside(entry)).isEqualTo("key_unknown");
    }

    @Row("K5")
    @Test
    void k5TakesKeysThatSayNothingOfTheirUse() {
        String entry = bad(",\"key_ops\":[\"verify\"]").replace("\"use\":\"sig\",\"alg\":\"RS256\",", "");
        assertThat(codeBeside(entry)).isEqualTo("accepted");
    }

    @Row("K5")
    @Test
    void k5SpendsNoRefreshOnAKidThatIsThereButUnusable() {
        assertThat(codeBeside(bad(",\"key_ops\":[\"encrypt\"]"))).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isOne();
    }

    @Row("K6")
    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void k6RefusesTheWholeSetForAPrivateMember(String member) {
        verifying.accept(verifying.token());
        verifying.issuer.publishSet(
                TestKeys.set(TestKeys.jwk("k1"), TestKeys.jwk("k2"), bad(",\"" + member + "\":\"AQAB\"")));
        verifying.time.advance(Duration.ofSeconds(31));

        assertThat(verifying.codeOf(verifying.token("k2"))).isEqualTo("key_unknown");
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("accepted");
        assertThat(verifying.verifier.keyStates().get(verifying.issuer.issuer()).lastFailure())
                .hasValueSatisfying(failure -> assertThat(failure).contains("private or symmetric key"));
    }

    @Row("K6")
    @Test
    void k6UsesNoKeyOfARefusedFirstSet() {
        verifying.issuer.publishSet(TestKeys.set(TestKeys.jwk("k1"), "{\"kty\":\"oct\",\"kid\":\"h\",\"k\":\"AAAA\"}"));
        assertThatThrownBy(() -> verifying.codeOf(verifying.token())).isInstanceOf(KeySourceException.class);
    }

    @Row("K7")
    @Test
    void k7RefusesAKidThatIsThereTwice() {
        assertThat(codeBeside(bad("") + ',' + bad(""))).isEqualTo("key_ambiguous");
    }

    @Row("K7")
    @Test
    void k7RefusesAKidOfTwoDifferentKeys() {
        assertThat(codeBeside(bad("") + ',' + TestKeys.jwk("bad", TestKeys.rsa("twin"))))
                .isEqualTo("key_ambiguous");
    }

    /** RFC 7517, section 4.5, permits it for keys of different types. */
    @Row("K7")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"EC\",\"kid\":\"bad\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"OKP\",\"kid\":\"bad\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"use\":\"enc\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"alg\":\"RSA-OAEP\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"alg\":\"PS256\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"key_ops\":[\"encrypt\"],\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":7,\"kid\":\"bad\"}"
            })
    void aTwinThatCouldNeverVerifyDoesNotCount(String twin) {
        assertThat(codeBeside(bad("") + ',' + twin)).isEqualTo("accepted");
        verifying.time.advance(Duration.ofMinutes(6));
        assertThat(codeBeside(twin + ',' + bad(""))).isEqualTo("accepted");
        verifying.time.advance(Duration.ofMinutes(6));
        assertThat(codeBeside(bad("") + ',' + twin + ',' + bad(""))).isEqualTo("key_ambiguous");
        verifying.time.advance(Duration.ofMinutes(6));
        assertThat(codeBeside(bad("") + ',' + bad("") + ',' + bad(""))).isEqualTo("key_ambiguous");
    }

    /** As .NET writes what it does not use: RFC 7517's members are optional. */
    @Row("K6")
    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"d\":null,\"p\":null,\"q\":null,\"dp\":null,\"dq\":null,\"qi\":null,\"k\":null,\"oth\":[]",
                ",\"oth\":null,\"d\":[]",
                ",\"key_ops\":[],\"x5c\":[],\"x5t\":null,\"x5t#S256\":null,\"x5u\":null",
                ",\"key_ops\":null,\"x5c\":null",
                ",\"x5c\":7,\"x5t\":{\"a\":[null]},\"x5u\":[[]],\"ext\":true"
            })
    void aMemberWithoutAValueIsNotThere(String more) {
        assertThat(codeBeside(bad(more))).isEqualTo("accepted");
    }

    @Row("K5")
    @ParameterizedTest
    @CsvSource({"use,'null'", "alg,'null'", "use,[]", "alg,[]"})
    void aUseOrAlgorithmWithoutAValueIsNotThere(String member, String value) {
        String entry = bad("").replaceFirst('"' + member + "\":\"[^\"]*\"", '"' + member + "\":" + value);
        assertThat(entry).contains('"' + member + "\":" + value);
        assertThat(codeBeside(entry)).isEqualTo("accepted");
    }

    @Row("K6")
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "7", "{}", "[null]", "[\"AQAB\"]", "false"})
    void aPrivateMemberWithAnyValueRefusesTheWholeSet(String value) {
        for (String member : new String[] {"d", "oth"}) {
            verifying.issuer.publishSet(TestKeys.set(TestKeys.jwk("k1"), bad(",\"" + member + "\":" + value)));
            assertThatThrownBy(() -> verifying.codeOf(verifying.token()))
                    .isInstanceOf(KeySourceException.class)
                    .hasMessageContaining("(a member " + member + ")");
            verifying.time.advance(Duration.ofSeconds(2));
        }
    }

    @Row("K23")
    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"kid\":\"bad\"",
                ",\"n\":\"AQAB\"",
                ",\"\\u0061lg\":\"RS256\"",
                ",\"x\":1,\"x\":2",
                ",\"use\":[null]",
                ",\"use\":[[],\"sig\",{\"a\":[]}]",
                ",\"alg\":{\"a\":{}}"
            })
    void aKeyWithADoubledOrMalformedMemberIsSkippedByItself(String more) {
        String entry = more.startsWith(",\"use\"") || more.startsWith(",\"alg\"")
                ? bad("").replace("\"use\":\"sig\",\"alg\":\"RS256\"", more.substring(1))
                : bad(more);
        assertThat(codeBeside(entry)).isEqualTo("key_unknown");
    }

    @Row("K7")
    @Test
    void k7SaysSoAlsoWhenNoOtherKeyIsThere() {
        verifying.issuer.publishSet(TestKeys.set(TestKeys.jwk("k1"), TestKeys.jwk("k1")));
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("key_ambiguous");
    }

    @Row("K8")
    @Test
    void k8RefusesATokenWithoutKid() {
        assertThat(verifying.codeOf(verifying.token().withoutHeader("kid"))).isEqualTo("kid_missing");
        assertThat(verifying.issuer.requests()).isZero();
    }

    @Row("K8")
    @Test
    void k8TakesATokenWithoutKidOnlyWhenAllowedAndOneKeyIsUsable() {
        try (Verifying lenient = new Verifying(TokenVerifier.Builder::allowMissingKid)) {
            VerifiedToken token = lenient.accept(lenient.token().withoutHeader("kid"));
            assertThat(token.keyId()).contains("k1");
            assertThat(lenient.codeOf(lenient.token().header("kid", "null"))).isEqualTo("kid_invalid");

            lenient.issuer.publish("k1", "k2");
            lenient.time.advance(Duration.ofMinutes(6));
            assertThat(lenient.codeOf(lenient.token().withoutHeader("kid"))).isEqualTo("kid_missing");
            lenient.accept(lenient.token());
        }
    }

    @Row("K8")
    @Test
    void k8TakesTheOneKeyAlsoWhenItHasNoKid() {
        try (Verifying lenient = new Verifying(TokenVerifier.Builder::allowMissingKid)) {
            lenient.issuer.publishSet(TestKeys.set(TestKeys.jwk("k1").replace("\"kid\":\"k1\",", "")));
            assertThat(lenient.accept(lenient.token().withoutHeader("kid")).keyId())
                    .isEmpty();
            assertThat(lenient.codeOf(lenient.token())).isEqualTo("key_unknown");
        }
    }

    @Row("K23")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"key\"",
                "[]",
                "[{}]",
                "{}",
                "{\"kid\":\"bad\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"n\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"n\":7,\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"n\":\"!!\",\"e\":\"AQAB\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"bad\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":[\"RSA\"],\"kid\":\"bad\",\"n\":{},\"e\":[[]]}",
                "{\"kty\":\"FUTURE\",\"kid\":\"bad\",\"zzz\":{\"a\":[{}]}}",
                "{\"kty\":\"RSA\",\"kid\":\"bad\",\"n\":\"\",\"e\":\"\",\"use\":7}"
            })
    void k23SkipsMalformedKeys(String entry) {
        assertThat(codeBeside(entry)).isEqualTo("key_unknown");
    }

    @Row("K23")
    @Test
    void k23SkipsAKeyWhoseKidNoTokenCouldName() {
        String entry = bad("").replace("\"kid\":\"bad\"", "\"kid\":\"../bad\"");
        assertThat(codeBeside(entry)).isEqualTo("key_unknown");
        assertThat(verifying.verifier.keyStates().get(verifying.issuer.issuer()).usableKeys())
                .isOne();
    }
}
