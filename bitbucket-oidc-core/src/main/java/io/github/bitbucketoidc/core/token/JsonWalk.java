package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

    /** Whether a text may hold what only a look at its characters shows: the document has escapes or other than ASCII. */
    private final boolean suspect;

    private int members;

    JsonWalk(JsonParser parser, boolean suspect) {
        this.parser = parser;
        this.suspect = suspect;
    }

    /** Reads the one object that the document must be. */
    void readInto(StrictJson.Members sink) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonRefusal(Refusals.NOT_JSON);
        }
        for (String name = nextName(); name != null; name = nextName()) {
            if (!sink.add(name, value(parser.nextToken()))) {
                throw new JsonRefusal(Refusals.NAME_TWICE);
            }
        }
        if (parser.nextToken() != null) {
            throw new JsonRefusal(Refusals.NOT_JSON);
        }
    }

    /** The next member's name, or null at the object's end. */
    private @Nullable String nextName() throws IOException {
        String name = parser.nextFieldName();
        if (name == null) {
            return null;
        }
        if (++members > StrictJson.MOST_MEMBERS) {
            throw new JsonRefusal(Refusals.JSON_TOO_LARGE);
        }
        return checked(name);
    }

    private Object value(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new JsonRefusal(Refusals.NOT_JSON);
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
            default -> throw new JsonRefusal(Refusals.NOT_JSON);
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
        List<String> texts = new ArrayList<>(4);
        boolean fits = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (value(token) instanceof String text) {
                texts.add(text);
            } else {
                fits = false;
            }
        }
        return fits ? Collections.unmodifiableList(texts) : StrictJson.MISFIT;
    }

    private Object object() throws IOException {
        Set<String> names = new HashSet<>();
        for (String name = nextName(); name != null; name = nextName()) {
            if (!names.add(name)) {
                throw new JsonRefusal(Refusals.NAME_TWICE);
            }
            value(parser.nextToken());
        }
        return StrictJson.MISFIT;
    }

    private String checked(String text) throws JsonRefusal {
        checkLength(text.length(), StrictJson.LONGEST_TEXT);
        if (suspect && !Utf8.isCleanText(text)) {
            throw new JsonRefusal(Refusals.NOT_JSON);
        }
        return text;
    }

    private static void checkLength(int length, int longest) throws JsonRefusal {
        if (length > longest) {
            throw new JsonRefusal(Refusals.JSON_TOO_LARGE);
        }
    }
}
