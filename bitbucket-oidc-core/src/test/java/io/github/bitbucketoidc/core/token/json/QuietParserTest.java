package io.github.bitbucketoidc.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the parser stands, and the texts that it passes by. */
class QuietParserTest {

    private final QuietJson quiet = new QuietJson(StreamReadConstraints.defaults(), List.of());

    @Test
    void saysOnWhichNameItStands() throws IOException {
        try (QuietParser parser = open("{\"a\":{\"b\":\"c\"}}", true)) {
            assertThat(parser.nameHere()).isNull();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(parser.nameHere()).isNull();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.FIELD_NAME);
            assertThat(parser.nameHere()).isEqualTo("a");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(parser.nameHere()).isNull();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.FIELD_NAME);
            assertThat(parser.nameHere()).isEqualTo("b");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
            assertThat(parser.nameHere()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, 8, 9, 15, 16, 17, 40})
    void passesByATextOfAnyLength(int length) throws IOException {
        for (int behind = 0; behind < 20; behind++) {
            String json = "[\"" + "x".repeat(length) + "\"" + " ".repeat(behind) + ",\"next\"]";
            try (QuietParser parser = open(json, true)) {
                parser.nextToken();
                assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
                assertThat(parser.startOfText()).isEqualTo(2);
                assertThat(parser.endOfText()).isEqualTo(2 + length);
                assertThat(parser.endOfText()).as("asked again").isEqualTo(2 + length);
                assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
                assertThat(parser.getText()).isEqualTo("next");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16})
    void refusesATextWithoutAnEnd(int length) throws IOException {
        for (boolean plain : new boolean[] {true, false}) {
            try (QuietParser parser = open("[\"" + "x".repeat(length), plain)) {
                parser.nextToken();
                parser.nextToken();
                assertThatThrownBy(parser::endOfText).isSameAs(JsonRefusal.NOT_JSON);
            }
        }
    }

    @Test
    void seesAnEscapedQuoteInADocumentThatIsNotPlain() throws IOException {
        try (QuietParser parser = open("[\"a\\\"b\",1]", false)) {
            parser.nextToken();
            parser.nextToken();
            assertThat(parser.endOfText()).isEqualTo(6);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        }
    }

    private QuietParser open(String json, boolean plain) {
        return quiet.open(json.getBytes(StandardCharsets.UTF_8), plain);
    }
}
