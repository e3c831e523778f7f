package io.github.bitbucketoidc.core.token.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.bitbucketoidc.core.text.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over one document. Limits hold for all of it, also for what nobody asks for. */
final class JsonWalk {

    private final JsonParser parser;
    private final JsonReader.Members sink;
    private int members;
    private int depth;

    /** Whether the document has escapes, which may spell what its bytes cannot hold. */
    private final boolean escapes;

    JsonWalk(JsonParser parser, boolean escapes, JsonReader.Members sink) {
        this.parser = parser;
        this.escapes = escapes;
        this.sink = sink;
    }

    /** Reads the one object that the document must be. */
    void read() throws IOException {
        begin();
        for (String name = nextName(); name != null; name = nextName()) {
            JsonToken token = parser.nextToken();
            if (!sink.add(name, token == JsonToken.VALUE_STRING ? text() : value(token))) {
                throw JsonRefusal.NAME_TWICE;
            }
        }
        end();
    }

    private JsonText text() throws IOException {
        return JsonText.of(checked(parser.getText()));
    }

    private void begin() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw JsonRefusal.NOT_JSON;
        }
        depth = 1;
    }

    private void end() throws IOException {
        if (parser.nextToken() != null) {
            throw JsonRefusal.NOT_JSON;
        }
    }

    /** The next member's name, or null at the object's end. */
    private @Nullable String nextName() throws IOException {
        String name = parser.nextFieldName();
        if (name == null) {
            return null;
        }
        if (++members > StrictJson.MOST_MEMBERS) {
            throw JsonRefusal.TOO_LARGE;
        }
        return checked(name);
    }

    private Object value(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw JsonRefusal.NOT_JSON;
        }
        return switch (token) {
            case VALUE_STRING -> checked(parser.getText());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> StrictJson.NULL;
            case START_ARRAY -> list();
            case START_OBJECT -> object();
            default -> throw JsonRefusal.NOT_JSON;
        };
    }

    private Object integer() throws IOException {
        checkLength(parser.getTextLength(), StrictJson.LONGEST_NUMBER);
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? StrictJson.MISFIT
                : (Object) parser.getLongValue();
    }

    private Object fraction() throws IOException {
        checkLength(parser.getTextLength(), StrictJson.LONGEST_NUMBER);
        return StrictJson.MISFIT;
    }

    private Object list() throws IOException {
        enter();
        List<String> texts = new ArrayList<>(4);
        boolean fits = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (value(token) instanceof String text) {
                texts.add(text);
            } else {
                fits = false;
            }
        }
        depth--;
        return fits ? Collections.unmodifiableList(texts) : StrictJson.MISFIT;
    }

    private Object object() throws IOException {
        enter();
        Set<String> names = new HashSet<>();
        for (String name = nextName(); name != null; name = nextName()) {
            if (!names.add(name)) {
                throw JsonRefusal.NAME_TWICE;
            }
            value(parser.nextToken());
        }
        depth--;
        return StrictJson.MISFIT;
    }

    private void enter() throws JsonRefusal {
        if (++depth > StrictJson.DEEPEST) {
            throw JsonRefusal.TOO_LARGE;
        }
    }

    private String checked(String text) throws JsonRefusal {
        checkLength(text.length(), StrictJson.LONGEST_TEXT);
        if (escapes && !Utf8.isCleanText(text)) {
            throw JsonRefusal.NOT_JSON;
        }
        return text;
    }

    private static void checkLength(int length, int longest) throws JsonRefusal {
        if (length > longest) {
            throw JsonRefusal.TOO_LARGE;
        }
    }
}
