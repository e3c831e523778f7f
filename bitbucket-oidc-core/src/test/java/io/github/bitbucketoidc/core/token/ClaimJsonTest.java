package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows C1 to C4: the payload as JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimJsonTest {

    private final Verifying verifying = new Verifying();

    @AfterAll
    void close() {
        verifying.close();
    }

    /** A good payload with something added before its last brace. */
    private TestToken with(String more) {
        String json = verifying.token().payloadJson();
        return verifying.token().rawPayload(json.substring(0, json.length() - 1) + more + "}");
    }

    @Row("C1")
    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"exp\":1784003600",
                ",\"repositoryUuid\":\"{00000000-0000-4000-8000-000000000001}\"",
                ",\"repository\\u0055uid\":\"x\"",
                ",\"\\u0061ud\":\"x\"",
                ",\"branchName\":null",
                ",\"a\":1,\"a\":1",
                ",\"a\":1,\"\\u0061\":2",
                ",\"a\":{\"b\":1,\"b\":2}",
                ",\"a\":[[{\"b\":1,\"\\u0062\":2}]]",
                ",\"nbf\":null,\"nbf\":null"
            })
    void c1RefusesDoubledNames(String more) {
        assertThat(verifying.codeOf(with(more))).isEqualTo("json_duplicate_name");
    }

    @Row("C1")
    @Test
    void c1TakesComposedAndDecomposedNamesForTwo() {
        VerifiedToken token = verifying.accept(with(",\"caf\u00E9\":\"composed\",\"cafe\u0301\":\"decomposed\""));
        assertThat(token.claims().text("caf\u00E9")).contains("composed");
        assertThat(token.claims().text("cafe\u0301")).contains("decomposed");
    }

    @Row("C2")
    @Test
    void c2LimitsDepth() {
        assertThat(verifying.codeOf(with(",\"a\":" + "[".repeat(15) + "]".repeat(15))))
                .isEqualTo("accepted");
        assertThat(verifying.codeOf(with(",\"a\":" + "[".repeat(16) + "]".repeat(16))))
                .isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":" + "[".repeat(5000) + "]".repeat(5000))))
                .isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":" + "{\"a\":".repeat(15) + "1" + "}".repeat(15))))
                .isEqualTo("accepted");
        assertThat(verifying.codeOf(with(",\"a\":" + "{\"a\":".repeat(16) + "1" + "}".repeat(16))))
                .isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":" + "{\"a\":".repeat(1500) + "1" + "}".repeat(1500))))
                .isEqualTo("json_limit");
        assertThat(verifying.codeOf(verifying.token().rawPayload("[".repeat(10_000))))
                .isEqualTo("json_invalid");
    }

    @Row("C2")
    @Test
    void c2CountsWhatStandsBesideEachOtherAsOneLevel() {
        assertThat(verifying.codeOf(with(",\"a\":[" + "[],".repeat(40) + "[]]")))
                .isEqualTo("accepted");
        assertThat(verifying.codeOf(with(",\"a\":[" + "{},".repeat(40) + "{}]")))
                .isEqualTo("accepted");
    }

    @Row("C2")
    @Test
    void c2LimitsMembersInTheWholeDocument() {
        assertThat(verifying.codeOf(with("," + members(189)))).isEqualTo("accepted");
        assertThat(verifying.codeOf(with("," + members(190)))).isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"x\":{" + members(188) + "}"))).isEqualTo("accepted");
        assertThat(verifying.codeOf(with(",\"x\":{" + members(189) + "}"))).isEqualTo("json_limit");
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(","));
    }

    @Row("C2")
    @Test
    void c2LimitsTexts() {
        assertThat(verifying.codeOf(with(",\"a\":\"" + "x".repeat(8192) + "\"")))
                .isEqualTo("accepted");
        assertThat(verifying.codeOf(with(",\"a\":\"" + "x".repeat(8193) + "\"")))
                .isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":[{\"b\":\"" + "x".repeat(8193) + "\"}]")))
                .isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"" + "x".repeat(8193) + "\":1"))).isEqualTo("json_limit");
    }

    @Row("C2")
    @Test
    void c2LimitsNumbers() {
        assertThat(verifying.codeOf(with(",\"a\":" + "9".repeat(32)))).isEqualTo("accepted");
        assertThat(verifying.codeOf(with(",\"a\":" + "9".repeat(33)))).isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":-" + "9".repeat(5000)))).isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":0." + "9".repeat(31)))).isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":[" + "9".repeat(5000) + "]"))).isEqualTo("json_limit");
        assertThat(verifying.codeOf(with(",\"a\":1e" + "9".repeat(40)))).isEqualTo("json_limit");
        assertThat(verifying.codeOf(verifying.token().claim("exp", "1".repeat(1000))))
                .isEqualTo("json_limit");
    }

    @Row("C3")
    @ParameterizedTest
    @ValueSource(
            strings = {"FF", "C0AF", "C080", "E080AF", "EDA080", "EDBFBF", "F4908080", "F8888080", "80", "C3", "E282"})
    void c3RefusesWhatIsNotUtf8(String hex) {
        for (String member : new String[] {"\"a\":\"%s\"", "\"%s\":1", "\"a\":[{\"b\":\"%s\"}]"}) {
            assertThat(verifying.codeOf(verifying.token().rawPayload(payloadWith(member, hex))))
                    .isEqualTo("json_invalid");
        }
    }

    private byte[] payloadWith(String member, String hex) {
        String json = verifying.token().payloadJson();
        int hole = member.indexOf("%s");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((json.substring(0, json.length() - 1) + ',' + member.substring(0, hole))
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes((member.substring(hole + 2) + '}').getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    @Row("C3")
    @ParameterizedTest
    @ValueSource(
            strings = {"\\ud800", "\\udc00", "\\ud800x", "\\ud800\\ud800", "\\udc00\\ud800", "\\u0000", "main\\u0000"})
    void c3RefusesLoneSurrogatesAndNul(String text) {
        assertThat(verifying.codeOf(with(",\"a\":\"" + text + "\""))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(with(",\"" + text + "\":1"))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(with(",\"a\":[{\"b\":\"" + text + "\"}]"))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(verifying.token().text("branchName", text))).isEqualTo("json_invalid");
    }

    @Row("C3")
    @Test
    void c3TakesEveryValidText() {
        VerifiedToken token = verifying.accept(with(",\"a\":\"\u00E9\u20AC\uD83D\uDE00\\ud83d\\ude00\\n\\u0001\""));
        assertThat(token.claims().text("a")).contains("\u00E9\u20AC\uD83D\uDE00\uD83D\uDE00\n\u0001");
    }

    @Row("C3")
    @Test
    void c3RefusesRawControlCharacters() {
        assertThat(verifying.codeOf(with(",\"a\":\"\u0000\""))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(with(",\"a\":\"\n\""))).isEqualTo("json_invalid");
    }

    @Row("C4")
    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[{}]", "\"x\"", "null", "0", "true", " ", "\n", "{}x", "{}{}", "{},", "{", "}", "\uFEFF{}"
            })
    void c4RefusesWhatIsNotOneObject(String payload) {
        assertThat(verifying.codeOf(verifying.token().rawPayload(payload))).isEqualTo("json_invalid");
    }

    @Row("C4")
    @Test
    void c4RefusesAGoodPayloadWithSomethingBehind() {
        String json = verifying.token().payloadJson();
        assertThat(verifying.codeOf(verifying.token().rawPayload(json + "x"))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(verifying.token().rawPayload(json + json))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(verifying.token().rawPayload(json + "\0"))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(verifying.token().rawPayload(" \r\n\t" + json + " \n")))
                .isEqualTo("accepted");
    }
}
