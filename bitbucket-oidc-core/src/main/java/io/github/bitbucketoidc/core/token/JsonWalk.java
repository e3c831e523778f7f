package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.base.ParserBase;
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
    private final StrictJson.Members sink;
    private int members;

    /** Whether the document is ASCII without escapes, so that no text in it needs a closer look. */
    private boolean plain;

    JsonWalk(JsonParser parser, StrictJson.Members sink) {
        this.parser = parser;
        this.sink = sink;
    }

    /** Reads the one object that the document must be. */
    void read() throws IOException {
        begin();
        for (String name = nextName(); name != null; name = nextName()) {
            Object value = value(parser.nextToken());
            add(name, value instanceof String text ? JsonText.of(text) : value);
        }
        end();
    }

    /**
     * Reads the one object that the document must be, which is ASCII without a backslash: each text is what stands between its
     * quotes. Jackson checks a text while it passes it by; its characters are left where they are.
     *
     * @param places the parser, which knows where the token begins on which it stands
     */
    void readPlain(byte[] document, ParserBase places) throws IOException {
        plain = true;
        begin();
        String pending = null;
        int start = 0;
        String name;
        do {
            name = nextName();
            JsonToken token = name == null ? null : parser.nextToken();
            int here = (int) places.getTokenCharacterOffset() - 1;
            if (pending != null) {
                JsonText text = new JsonText(document, start, closingQuote(document, here, name));
                checkLength(text.length(), StrictJson.LONGEST_TEXT);
                add(pending, text);
                pending = null;
            }
            if (token == JsonToken.VALUE_STRING) {
                pending = name;
                start = here + 1;
            } else if (name != null) {
                add(name, value(token));
            }
        } while (name != null);
        end();
    }

    /** The end of the text before a member, given where that member's value begins; or before the end of the object. */
    private static int closingQuote(byte[] document, int following, @Nullable String name) {
        int at = following;
        if (name != null) {
            at = lastBefore(document, at, ':');
            at = lastBefore(document, at, '"') - name.length() - 1;
        }
        return lastBefore(document, at, '"');
    }

    /** Jackson has seen that there is nothing else between but whitespace, and a comma. */
    private static int lastBefore(byte[] document, int end, char wanted) {
        int at = end - 1;
        while (document[at] != wanted) {
            at--;
        }
        return at;
    }

    private void begin() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonRefusal(Refusals.NOT_JSON);
        }
    }

    private void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonRefusal(Refusals.NOT_JSON);
        }
    }

    private void add(String name, Object value) throws JsonRefusal {
        if (!sink.add(name, value)) {
            throw new JsonRefusal(Refusals.NAME_TWICE);
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
        if (!plain && !Utf8.isCleanText(text)) {
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
