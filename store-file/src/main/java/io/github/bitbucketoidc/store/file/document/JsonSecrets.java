package io.github.bitbucketoidc.store.file.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads a JSON file of secrets. The one class that knows the JSON library. */
final class JsonSecrets {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // who writes one file must not fill a table of names that the other files are read with (attack row D1)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // a buffer that is used again would hold these secrets until then (attack row H12)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private JsonSecrets() {}

    static void parse(String text, SecretsContent content) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                content.wrong(at(parser), "the file must be one JSON object", "{ \"path/of/secret\": \"...\" }");
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                content.path(parser.currentName(), at(parser));
                secret(parser, content);
            }
            if (parser.nextToken() != null) {
                content.wrong(at(parser), "something follows after the end of the JSON object", "remove it");
            }
        } catch (JsonProcessingException e) {
            // The library's own message is left out: it quotes what it could not read.
            content.wrong(
                    position(e.getLocation()),
                    "this is not JSON",
                    "quotes, commas and braces must be as JSON has them");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
    }

    private static void secret(JsonParser parser, SecretsContent content) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            value(parser, token, content);
            return;
        }
        SecretsContent.Position begin = at(parser);
        content.beginFields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            content.field(parser.currentName(), at(parser));
            value(parser, parser.nextToken(), content);
        }
        content.endFields(begin);
    }

    private static void value(JsonParser parser, JsonToken token, SecretsContent content) throws IOException {
        SecretsContent.Position at = at(parser);
        switch (token) {
            case VALUE_STRING -> content.text(parser.getText(), at);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> content.notText("a number", at);
            case VALUE_TRUE, VALUE_FALSE -> content.notText("a boolean", at);
            case VALUE_NULL -> content.notText("null", at);
            case START_ARRAY -> {
                content.notFlat("a list", at);
                parser.skipChildren();
            }
            default -> {
                content.notFlat("a map", at);
                parser.skipChildren();
            }
        }
    }

    private static SecretsContent.Position at(JsonParser parser) {
        return position(parser.currentTokenLocation());
    }

    private static SecretsContent.Position position(@Nullable JsonLocation location) {
        return location == null
                ? new SecretsContent.Position(1, 1)
                : new SecretsContent.Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
