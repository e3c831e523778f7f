package io.github.bitbucketoidc.store.aws.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a secret that is one JSON object. A member is a text or it is refused; on request numbers, booleans, lists
 * and objects count as the JSON text that they were (attack row H5). {@code null} is no text in either case.
 *
 * @param texts values by name, in their order
 * @param refused the names of members that are no text
 */
public record JsonFields(Map<String, SecretValue> texts, Set<String> refused) {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // a buffer that is used again would hold this secret until then (attack row H12)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(200)
                    .build())
            .build();

    public JsonFields {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        refused = Collections.unmodifiableSet(new LinkedHashSet<>(refused));
    }

    /** Reads a text; empty if it is not one JSON object without duplicate names. Says nothing of why: that would quote it. */
    public static Optional<JsonFields> parse(String text, boolean anyAsText) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, SecretValue> texts = new LinkedHashMap<>();
            Set<String> refused = new LinkedHashSet<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                Optional<String> value = value(parser, text, anyAsText);
                value.ifPresentOrElse(found -> texts.put(name, SecretValue.of(found)), () -> refused.add(name));
            }
            return parser.nextToken() == null ? Optional.of(new JsonFields(texts, refused)) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(JsonParser parser, String text, boolean anyAsText) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return Optional.of(parser.getText())
                    .filter(value -> StandardCharsets.UTF_8.newEncoder().canEncode(value));
        }
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        if (!anyAsText || token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        return Optional.of(
                token.isScalarValue()
                        ? parser.getText()
                        : text.substring(start, (int) parser.currentLocation().getCharOffset()));
    }

    @Override
    public String toString() {
        return "JsonFields[redacted]";
    }
}
