package io.github.bitbucketoidc.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.bitbucketoidc.core.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** The parser that refuses without a stack trace reads what Jackson's own reads, refuses what that refuses, and nothing else. */
class QuietParserProperties {

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\"a\"",
            "\"ab\\\"c\"",
            "\"longer than eight\"",
            "\"\\u0041\"",
            "\\",
            "0",
            "-1",
            "01",
            "1.5",
            "1.",
            "1e9",
            "-",
            "+1",
            "true",
            "false",
            "null",
            "nul",
            "truer",
            "NaN",
            " ",
            "\n",
            "\t",
            "\u0001",
            "'",
            "/*",
            "#",
            "\u00FC",
            "\uD83D\uDE00",
            "x");

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.defaults();

    private final QuietJson quiet = new QuietJson(LIMITS, List.of());
    private final JsonFactory plain = StrictJson.factory(LIMITS).build();

    @Property(tries = 20_000)
    void readsAsJacksonDoes(@ForAll("documents") String document) throws IOException {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        List<String> expected = new ArrayList<>();
        boolean refused = false;
        try (JsonParser parser = plain.createParser(bytes)) {
            walk(parser, expected);
        } catch (IOException e) {
            refused = true;
        }
        Statistics.collect(refused ? "refused" : "read");
        List<String> read = new ArrayList<>();
        IOException refusal = null;
        try (QuietParser parser = quiet.open(bytes, Utf8.isPlain(bytes))) {
            walk(parser, read);
        } catch (IOException e) {
            refusal = e;
        }
        assertThat(read).as(document).isEqualTo(expected);
        assertThat(refusal).as(document).isSameAs(refused ? JsonRefusal.NOT_JSON : null);
    }

    @Property(tries = 5000)
    void tellsWhereTextsStandThatItPassesBy(@ForAll("plainTexts") List<String> texts) throws IOException {
        byte[] bytes = ("[\"" + String.join("\" ,\"", texts) + "\"]").getBytes(StandardCharsets.US_ASCII);
        assertThat(Utf8.isPlain(bytes)).isTrue();
        List<String> passed = new ArrayList<>();
        try (QuietParser parser = quiet.open(bytes, true)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                int start = parser.startOfText();
                passed.add(new String(bytes, start, parser.endOfText() - start, StandardCharsets.US_ASCII));
            }
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_ARRAY);
        }
        assertThat(passed).isEqualTo(texts);
    }

    @Property(tries = 5000)
    void findsPlainWhatIsPlain(@ForAll("documents") String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        boolean obviously = document.chars().allMatch(c -> c >= ' ' && c < 0x80 && c != '\\');
        assertThat(Utf8.isPlain(bytes)).as(document).isEqualTo(obviously);
    }

    @Test
    void refusesWithoutAStackTrace() {
        assertThat(JsonRefusal.NOT_JSON.getStackTrace()).isEmpty();
        assertThat(JsonRefusal.NAME_TWICE.getStackTrace()).isEmpty();
        assertThat(JsonRefusal.TOO_LARGE.getStackTrace()).isEmpty();
    }

    /** Notes every token with its text, each second text passed by without being looked at. */
    private static void walk(JsonParser parser, List<String> into) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            into.add(
                    token == JsonToken.VALUE_STRING && into.size() % 2 == 0
                            ? "a text"
                            : token + " " + parser.getText());
        }
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> any = Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
        Arbitrary<String> almost = Arbitraries.of(PIECES)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(pieces -> "{\"first\":\"some text here\",\"second\":" + String.join("", pieces) + "}");
        return Arbitraries.oneOf(any, almost);
    }

    @Provide
    Arbitrary<List<String>> plainTexts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .excludeChars('"', '\\')
                .ofMaxLength(30)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
