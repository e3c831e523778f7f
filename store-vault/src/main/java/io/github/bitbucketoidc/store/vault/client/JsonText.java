package io.github.bitbucketoidc.store.vault.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes JSON text. Bounded: the bytes are capped where they arrive, depth and numbers here. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // a buffer that is used again for another answer would hold this one's secrets until then (attack row H12)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(200)
                    .maxStringLength(VaultClient.LONGEST_BODY)
                    .build())
            .build();

    private JsonText() {}

    /** The one object that the bytes are, or empty if they are anything else. Says nothing of why: that would quote them. */
    public static Optional<Json.Members> object(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(decode(utf8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Json.Members members = members(parser);
            return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static Json.Members members(JsonParser parser) throws IOException {
        Map<String, Json> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, value(parser));
        }
        return new Json.Members(values);
    }

    private static Json value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new Json.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Literal(parser.getText(), true);
            case VALUE_TRUE, VALUE_FALSE -> new Json.Literal(parser.getText(), false);
            default -> new Json.Nothing();
        };
    }

    private static Json.Items items(JsonParser parser) throws IOException {
        List<Json> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return new Json.Items(values);
    }

    /** An object of texts, to be sent. */
    public static byte[] of(Map<String, String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                generator.writeStringField(text.getKey(), text.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing here does input or output
        }
        return bytes.toByteArray();
    }

    /** A value as JSON text again, numbers in the characters in which they came. */
    public static String of(Json value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing here does input or output
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Json value) throws IOException {
        if (value instanceof Json.Text text) {
            generator.writeString(text.value());
        } else if (value instanceof Json.Literal literal) {
            generator.writeRawValue(literal.source());
        } else if (value instanceof Json.Items items) {
            generator.writeStartArray();
            for (Json item : items.values()) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (value instanceof Json.Members members) {
            generator.writeStartObject();
            for (Map.Entry<String, Json> member : members.values().entrySet()) {
                generator.writeFieldName(member.getKey());
                write(generator, member.getValue());
            }
            generator.writeEndObject();
        } else {
            generator.writeNull();
        }
    }
}
