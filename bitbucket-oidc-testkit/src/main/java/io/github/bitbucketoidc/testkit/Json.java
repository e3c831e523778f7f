package io.github.bitbucketoidc.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The little JSON that a fake issuer writes and a runner reads. */
final class Json {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /**
     * Writes a value: text, number, flag, {@code null}, a map or a sequence of such.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value instanceof CharSequence || value instanceof UUID) {
            json.writeString(value.toString());
        } else {
            throw new IllegalArgumentException(
                    "value: no JSON for " + value.getClass().getName());
        }
    }

    /**
     * Reads a flat map of texts, strictly: valid UTF-8, one object, no name twice, nothing but texts, nothing behind it.
     *
     * @throws NotFlatException if it is anything else; its message names what and where, and never a value
     */
    static Map<String, String> flatMap(byte[] body) throws NotFlatException {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(utf8(body))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new NotFlatException("the body is not a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    throw new NotFlatException("the value of \"" + name + "\" is not a text");
                }
                members.put(name, json.getText());
            }
            if (json.nextToken() != null) {
                throw new NotFlatException("something follows the JSON object");
            }
            return Collections.unmodifiableMap(members);
        } catch (CharacterCodingException notUtf8) {
            throw new NotFlatException("the body is not UTF-8");
        } catch (NotFlatException known) {
            throw known;
        } catch (IOException broken) {
            throw new NotFlatException("the body is not JSON"); // Jackson's message would quote the body
        }
    }

    private static String utf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(body))
                .toString();
    }

    /** A body that no runner could take. */
    static final class NotFlatException extends IOException {

        private static final long serialVersionUID = 1L;

        NotFlatException(String message) {
            super(message);
        }
    }
}
