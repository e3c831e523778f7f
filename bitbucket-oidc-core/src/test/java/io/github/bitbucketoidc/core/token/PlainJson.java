package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON from a decoded text into maps; the limits are counted by hand, in the order of the document. */
final class PlainJson {

    /** Stands for JSON null. */
    static final Object NULL = "null".toCharArray();

    /** Stands for a value that no claim can have. */
    private static final Object OTHER = "other".toCharArray();

    private final JsonParser parser;
    private int members;
    private int depth = 1;

    private PlainJson(JsonParser parser) {
        this.parser = parser;
    }

    static Map<String, Object> object(byte[] document) throws PlainReading.Refused {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            try (JsonParser parser = new JsonFactory().createParser(text)) {
                return new PlainJson(parser).root();
            }
        } catch (CharacterCodingException e) {
            throw new PlainReading.Refused("json_invalid");
        } catch (IOException e) {
            throw new PlainReading.Refused("json_invalid");
        }
    }

    private Map<String, Object> root() throws IOException, PlainReading.Refused {
        refuseIf(parser.nextToken() != JsonToken.START_OBJECT, "json_invalid");
        Map<String, Object> members = members();
        refuseIf(parser.nextToken() != null, "json_invalid");
        return members;
    }

    private static void refuseIf(boolean refused, String code) throws PlainReading.Refused {
        if (refused) {
            throw new PlainReading.Refused(code);
        }
    }

    private Map<String, Object> members() throws IOException, PlainReading.Refused {
        Map<String, Object> read = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            refuseIf(token != JsonToken.FIELD_NAME, "json_invalid");
            refuseIf(++members > 200, "json_limit");
            String name = clean(parser.getText());
            Object value = value(parser.nextToken());
            refuseIf(read.put(name, value) != null, "json_duplicate_name");
        }
        return read;
    }

    private Object value(JsonToken token) throws IOException, PlainReading.Refused {
        refuseIf(token == null, "json_invalid");
        return switch (token) {
            case VALUE_STRING -> clean(parser.getText());
            case VALUE_NUMBER_INT -> {
                refuseIf(parser.getText().length() > 32, "json_limit");
                BigInteger number = new BigInteger(parser.getText());
                yield number.bitLength() < Long.SIZE ? number.longValueExact() : OTHER;
            }
            case VALUE_NUMBER_FLOAT -> {
                refuseIf(parser.getText().length() > 32, "json_limit");
                yield OTHER;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            case START_OBJECT -> {
                refuseIf(++depth > 16, "json_limit");
                members();
                depth--;
                yield OTHER;
            }
            case START_ARRAY -> {
                refuseIf(++depth > 16, "json_limit");
                Object list = list();
                depth--;
                yield list;
            }
            default -> throw new PlainReading.Refused("json_invalid");
        };
    }

    private Object list() throws IOException, PlainReading.Refused {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(token));
        }
        return values.stream().allMatch(String.class::isInstance) ? values : OTHER;
    }

    private static String clean(String text) throws PlainReading.Refused {
        refuseIf(text.length() > 8 * 1024, "json_limit");
        boolean lone = text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        refuseIf(lone || text.indexOf(0) >= 0, "json_invalid");
        return text;
    }
}
