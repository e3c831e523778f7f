package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.text.Base64Url;
import io.github.bitbucketoidc.rows.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows S1 to S8: the compact form, before anything in it is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenStructureTest {

    private final Verifying verifying = new Verifying();
    private String good;

    @BeforeAll
    void signOne() {
        good = verifying.token().signed();
    }

    @AfterAll
    void close() {
        verifying.close();
    }

    @Row("S1")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "....",
                "a",
                "a.b",
                "a.b.",
                ".a.b",
                "a..b",
                "..a",
                "a..",
                ".a.",
                "a.b.c.d",
                "a.b.c.d.e",
                "a.b.c.",
                ".a.b.c"
            })
    void s1RefusesWhatIsNotThreeParts(String token) {
        assertThat(verifying.codeOf(token)).isEqualTo("malformed_compact");
    }

    @Row("S1")
    @Test
    void s1RefusesAGoodTokenWithADotMore() {
        assertThat(verifying.codeOf("." + good)).isEqualTo("malformed_compact");
        assertThat(verifying.codeOf(good + ".")).isEqualTo("malformed_compact");
    }

    @Row("S1")
    @Test
    void s1CountsThePartsBeforeItDecodesThem() {
        assertThat(verifying.codeOf("!!.??")).isEqualTo("malformed_compact");
    }

    @Row("S2")
    @Test
    void s2RefusesByLengthBeforeSplitting() {
        assertThat(verifying.codeOf(".".repeat(1_000_000))).isEqualTo("token_too_long");
        assertThat(verifying.codeOf("A".repeat(10_000_000))).isEqualTo("token_too_long");
        assertThat(verifying.codeOf("a".repeat(16 * 1024 + 1))).isEqualTo("token_too_long");
        assertThat(verifying.codeOf("a".repeat(16 * 1024))).isEqualTo("malformed_compact");
        assertThat(verifying.codeOf(".".repeat(16 * 1024))).isEqualTo("malformed_compact");
    }

    @Row("S3")
    @Test
    void s3CountsTrailingEmptyParts() {
        String withoutSignature = good.substring(0, good.lastIndexOf('.') + 1);
        assertThat(verifying.codeOf(withoutSignature)).isEqualTo("malformed_compact");
        assertThat(verifying.codeOf(good + "....")).isEqualTo("malformed_compact");
    }

    @Row("S4")
    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "/", " ", "\t", "\r", "\n", "\0", "é", "\u0100", "\u212A", "，", "😀", "%", "~"})
    void s4RefusesForeignCharactersInEachPart(String foreign) {
        String[] parts = good.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            String[] spoilt = parts.clone();
            spoilt[i] = parts[i].substring(0, 4) + foreign + parts[i].substring(4);
            assertThat(verifying.codeOf(String.join(".", spoilt))).isEqualTo("malformed_base64");
            spoilt[i] = parts[i] + foreign;
            assertThat(verifying.codeOf(String.join(".", spoilt))).isEqualTo("malformed_base64");
            spoilt[i] = parts[i].substring(0, 4) + foreign + parts[i].substring(4 + foreign.length());
            assertThat(verifying.codeOf(String.join(".", spoilt))).isEqualTo("malformed_base64");
        }
    }

    @Row("S4")
    @Test
    void s4RefusesPaddingThatTheJdkWouldTake() {
        String header = good.substring(0, good.indexOf('.'));
        String padded = Base64.getUrlEncoder()
                .encodeToString(verifying
                        .token()
                        .rawHeader("{\"alg\":\"RS256\",\"kid\":\"k1\"}")
                        .headerJson()
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(padded).endsWith("=");
        assertThat(verifying.codeOf(padded + good.substring(header.length()))).isEqualTo("malformed_base64");
    }

    @Test
    void spoiltTokensBehindAKnownHeaderChangeNothingForOthers() {
        String header = good.substring(0, good.indexOf('.') + 1);
        assertThat(verifying.codeOf(good)).isEqualTo("accepted");
        for (int i = 0; i < 200; i++) {
            assertThat(verifying.codeOf(good)).isEqualTo("accepted");
            if (i % 90 == 0) {
                assertThat(verifying.codeOf(header + "a*b.AAAA")).isEqualTo("malformed_base64");
                assertThat(verifying.codeOf(header + "a*b.AAAA")).isEqualTo("malformed_base64");
                assertThat(verifying.codeOf(header + "YQ.A")).isEqualTo("malformed_base64");
                assertThat(verifying.codeOf(header + "YQ.AAAA")).isEqualTo("json_invalid");
            }
        }
    }

    @Row("S5")
    @Test
    void s5RefusesNonZeroTrailingBits() {
        assertThat(Base64Url.decode("YQ")).isEqualTo(new byte[] {'a'});
        assertThat(Base64Url.decode("YR")).isNull();
        assertThat(Base64Url.decode("YWI")).isEqualTo(new byte[] {'a', 'b'});
        assertThat(Base64Url.decode("YWJ")).isNull();
        assertThat(Base64Url.decode("YWJj")).isEqualTo(new byte[] {'a', 'b', 'c'});
        assertThat(Base64Url.decode("YWJjZ")).isNull();

        String header = TestToken.encode("{\"alg\":\"RS256\",\"kid\":\"k1\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(header.length() % 4).isNotZero();
        String respelt = header.substring(0, header.length() - 1) + next(header.charAt(header.length() - 1));
        assertThat(Base64.getUrlDecoder().decode(respelt))
                .isEqualTo(Base64.getUrlDecoder().decode(header));
        assertThat(verifying.codeOf(respelt + good.substring(good.indexOf('.'))))
                .isEqualTo("malformed_base64");
    }

    @Row("S6")
    @Test
    void s6RefusesASignatureThatDiffersInSpareBitsOnly() {
        String start = good.substring(0, good.length() - 1);
        char last = good.charAt(good.length() - 1);
        byte[] signature = Base64.getUrlDecoder().decode(good.substring(good.lastIndexOf('.') + 1));
        int respelt = 0;
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            String token = start + c;
            byte[] same = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
            if (c != last && Arrays.equals(same, signature)) {
                respelt++;
                assertThat(verifying.codeOf(token)).isEqualTo("malformed_base64");
            }
        }
        assertThat(respelt).isEqualTo(15);
    }

    @Row("S7")
    @Test
    void s7RefusesEncryptedAndNestedTokens() {
        assertThat(verifying.codeOf(good + ".AAAA.AAAA")).isEqualTo("malformed_compact");
        assertThat(verifying.codeOf(verifying.token().header("enc", "\"A128GCM\"")))
                .isEqualTo("header_forbidden");
        assertThat(verifying.codeOf(
                        verifying.token().header("enc", "\"A128GCM\"").header("alg", "\"RSA-OAEP\"")))
                .isEqualTo("header_forbidden");
        assertThat(verifying.codeOf(verifying.token().header("zip", "\"DEF\""))).isEqualTo("header_forbidden");
        assertThat(verifying.codeOf(verifying.token().header("cty", "\"JWT\""))).isEqualTo("header_forbidden");
    }

    @Row("S8")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"payload\":\"e30\",\"signatures\":[{\"protected\":\"e30\",\"signature\":\"AA\"}]}",
                "{\"payload\":\"e30\",\"protected\":\"e30\",\"header\":{\"a\":\"b.c.d\"},\"signature\":\"AA\"}",
                "{a.b.c"
            })
    void s8RefusesJsonSerialisation(String token) {
        assertThat(verifying.codeOf(token)).isEqualTo("malformed_compact");
    }

    private static char next(char c) {
        return c == 'Z' ? 'a' : (char) (c + 1);
    }
}
