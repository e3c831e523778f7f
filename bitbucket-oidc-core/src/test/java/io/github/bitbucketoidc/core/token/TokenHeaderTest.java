package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows S9 to S17: what the header may say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenHeaderTest {

    private final Verifying verifying = new Verifying();

    @AfterAll
    void close() {
        verifying.close();
    }

    @Row("S9")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"none\"",
                "\"None\"",
                "\"NONE\"",
                "\"nOnE\"",
                "\"\"",
                "null",
                "256",
                "[\"RS256\"]",
                "{}",
                "true",
                "\"RS256 \"",
                "\" RS256\"",
                "\"rs256\"",
                "\"Rs256\"",
                "\"RS256\\u0000x\"",
                "\"R\u017F256\""
            })
    void s9RefusesEveryOtherSpellingOfAlg(String alg) {
        String expected = alg.contains("\\u0000") ? "json_invalid" : "alg_not_allowed";
        assertThat(verifying.codeOf(verifying.token().header("alg", alg))).isEqualTo(expected);
    }

    /** What is no token in the first place is told as such, whatever its header says. */
    @ParameterizedTest
    @ValueSource(strings = {"a*b.AAAA", "AAAA.a*b", "AAAAA.AAAA", "AAAA.AB"})
    void aForbiddenHeaderBeforePartsThatAreNoBase64(String parts) {
        String token = verifying.token().header("alg", "\"none\"").signed();
        assertThat(verifying.codeOf(token)).isEqualTo("alg_not_allowed");
        assertThat(verifying.codeOf(token.substring(0, token.indexOf('.') + 1) + parts))
                .isEqualTo("malformed_base64");
    }

    @Row("S9")
    @Test
    void s9RefusesAMissingAlg() {
        assertThat(verifying.codeOf(verifying.token().withoutHeader("alg"))).isEqualTo("alg_not_allowed");
    }

    @Row("S10")
    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void s10RefusesHmacWithThePublicKeyAsSecret(String alg) throws GeneralSecurityException {
        RSAPublicKey key = (RSAPublicKey) TestKeys.rsa("k1").getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        List<byte[]> secrets = List.of(
                pem.getBytes(StandardCharsets.US_ASCII),
                key.getEncoded(),
                key.getModulus().toByteArray(),
                TestKeys.jwk("k1").getBytes(StandardCharsets.US_ASCII));
        for (byte[] secret : secrets) {
            String signed = verifying.token().header("alg", '"' + alg + '"').signed();
            String text = signed.substring(0, signed.lastIndexOf('.'));
            Mac mac = Mac.getInstance("HmacSHA" + alg.substring(2));
            mac.init(new SecretKeySpec(secret, "HMAC"));
            String forged = text + '.' + TestToken.encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
            assertThat(verifying.codeOf(forged)).isEqualTo("alg_not_allowed");
        }
    }

    @Row("S11")
    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K", "EdDSA"})
    void s11RefusesOtherAlgorithms(String alg) {
        assertThat(verifying.codeOf(verifying.token().header("alg", '"' + alg + '"')))
                .isEqualTo("alg_not_allowed");
    }

    @Row("S11")
    @ParameterizedTest
    @ValueSource(strings = {"384", "512"})
    void s11RefusesOtherAlgorithmsWithACorrectSignature(String bits) {
        TestToken token = verifying.token().header("alg", "\"RS" + bits + '"').signedWith("SHA" + bits + "withRSA");
        assertThat(verifying.codeOf(token)).isEqualTo("alg_not_allowed");
        assertThat(verifying.codeOf(verifying.token().signedWith("SHA" + bits + "withRSA")))
                .isEqualTo("signature_invalid");
    }

    @Row({"S12", "S13"})
    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip", "cty"})
    void s12AndS13RefuseMembersThatWouldChangeTheRules(String name) {
        for (String value :
                List.of("\"https://evil.example/keys\"", "null", "[]", "[\"b64\"]", "false", "true", "{}")) {
            assertThat(verifying.codeOf(verifying.token().header(name, value))).isEqualTo("header_forbidden");
        }
    }

    @Row("S12")
    @Test
    void s12AsksNobodyForAKeyThatTheSenderNames() {
        try (FakeIssuer evil = FakeIssuer.start("k1")) {
            String url = '"' + evil.issuer() + "/keys.json\"";
            assertThat(verifying.codeOf(verifying.token().header("jku", url))).isEqualTo("header_forbidden");
            assertThat(verifying.codeOf(verifying.token().header("x5u", url))).isEqualTo("header_forbidden");
            assertThat(evil.requests()).isZero();
        }
    }

    @Row("S12")
    @Test
    void s12IgnoresThumbprintsAndUnknownMembers() {
        verifying.accept(verifying
                .token()
                .header("x5t", "\"AAAA\"")
                .header("x5t#S256", "\"AAAA\"")
                .header("zzz", "{\"a\":[1]}"));
    }

    @Row("S14")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"at+jwt\"",
                "\"dpop+jwt\"",
                "\"secevent+jwt\"",
                "\"JOSE\"",
                "42",
                "null",
                "\"\"",
                "[\"JWT\"]",
                "\"application/jwt\"",
                "\"JWT \"",
                "\"J\\u0057T+\"",
                "\"\uFF2AWT\""
            })
    void s14RefusesOtherTypes(String typ) {
        assertThat(verifying.codeOf(verifying.token().header("typ", typ))).isEqualTo("typ_not_allowed");
    }

    @Row("S14")
    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "Jwt", "jWt"})
    void s14AcceptsJwtInAnyCase(String typ) {
        verifying.accept(verifying.token().header("typ", '"' + typ + '"'));
    }

    @Row("S14")
    @Test
    void s14AcceptsAMissingType() {
        verifying.accept(verifying.token().withoutHeader("typ"));
    }

    @Row("S15")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"../../etc/passwd\"",
                "\"../../\"",
                "\"..\\\\..\\\\x\"",
                "\"/etc/passwd\"",
                "\"a/../b\"",
                "\"a//b\"",
                "\"a/\"",
                "\"https://evil.example/k1\"",
                "\"file:/etc/passwd\"",
                "\"k1' OR '1'='1\"",
                "\"k1;drop\"",
                "\"\"",
                "7",
                "{}",
                "[]",
                "true",
                "null",
                "\" k1\"",
                "\"k1\\n\"",
                "\"k1\\t\"",
                "\"%2e%2e\"",
                "\"k\u0131\"",
                "\"${jndi:x}\"",
                "\"a*\""
            })
    void s15RefusesKidsThatAreMoreThanAName(String kid) {
        assertThat(verifying.codeOf(verifying.token().header("kid", kid))).isEqualTo("kid_invalid");
    }

    @Row("S15")
    @Test
    void s15RefusesLongKidsAndNul() {
        assertThat(verifying.codeOf(verifying.token().header("kid", '"' + "k".repeat(201) + '"')))
                .isEqualTo("kid_invalid");
        assertThat(verifying.codeOf(verifying.token().header("kid", '"' + "k".repeat(8000) + '"')))
                .isEqualTo("kid_invalid");
        assertThat(verifying.codeOf(verifying.token().header("kid", '"' + "k".repeat(10_000) + '"')))
                .isEqualTo("json_limit");
        assertThat(verifying.codeOf(verifying.token().header("kid", "\"k1\\u0000\"")))
                .isEqualTo("json_invalid");
    }

    @Row("S15")
    @ParameterizedTest
    @ValueSource(strings = {"k", "K-1_x.y~z+w=", "{d3b6f1a0-1b1f-4c4b-9d4e-6ad7f9f7f6c1}", "issuer/key-1", "a:b@c"})
    void s15LooksHarmlessKidsUpInTheMapOnly(String kid) {
        assertThat(verifying.codeOf(verifying.token().header("kid", '"' + kid + '"')))
                .isEqualTo("key_unknown");
        assertThat(verifying.codeOf(verifying.token().header("kid", '"' + "k".repeat(200) + '"')))
                .isEqualTo("key_unknown");
    }

    @Row("S16")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"k1\"}",
                "{\"alg\":\"RS256\",\"\\u0061lg\":\"none\",\"kid\":\"k1\"}",
                "{\"kid\":\"k1\",\"alg\":\"RS256\",\"kid\":\"k2\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":1,\"x\":1}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":{\"a\":1,\"a\":2}}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":[{\"a\":{\"b\":1,\"b\":1}}]}",
                "{\"alg\":null,\"alg\":\"RS256\",\"kid\":\"k1\"}"
            })
    void s16RefusesDoubledNames(String header) {
        assertThat(verifying.codeOf(verifying.token().rawHeader(header))).isEqualTo("json_duplicate_name");
    }

    @Row("S17")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "null",
                "1",
                "true",
                " ",
                "{",
                "{}{}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\"}x",
                "{\"alg\":\"RS256\",\"kid\":\"k1\"}{\"alg\":\"none\"}",
                "\uFEFF{\"alg\":\"RS256\",\"kid\":\"k1\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",}",
                "{'alg':'RS256'}",
                "{alg:\"RS256\"}",
                "{\"alg\" \"RS256\"}",
                "{\"alg\":\"RS256\"}//",
                "/**/{}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":01}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":+1}",
                "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":NaN}"
            })
    void s17RefusesWhatIsNotOneObject(String header) {
        assertThat(verifying.codeOf(verifying.token().rawHeader(header))).isEqualTo("json_invalid");
    }

    @Row("S17")
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void s17RefusesOtherEncodings(String charset) {
        String good = verifying.token().signed();
        byte[] header = verifying.token().headerJson().getBytes(Charset.forName(charset));
        assertThat(verifying.codeOf(TestToken.encode(header) + good.substring(good.indexOf('.'))))
                .isEqualTo("json_invalid");
        assertThat(verifying.codeOf(verifying
                        .token()
                        .rawPayload(verifying.token().payloadJson().getBytes(Charset.forName(charset)))))
                .isEqualTo("json_invalid");
    }

    @Test
    void givesTheFirstReasonInTheOrderOfTheCodes() {
        TestToken wrong = verifying
                .token()
                .header("typ", "\"x\"")
                .header("alg", "\"none\"")
                .header("kid", "\"\"");
        assertThat(verifying.codeOf(wrong)).isEqualTo("typ_not_allowed");
        assertThat(verifying.codeOf(wrong.header("jku", "1"))).isEqualTo("header_forbidden");
        assertThat(verifying.codeOf(wrong.withoutHeader("jku").withoutHeader("typ")))
                .isEqualTo("alg_not_allowed");
    }
}
