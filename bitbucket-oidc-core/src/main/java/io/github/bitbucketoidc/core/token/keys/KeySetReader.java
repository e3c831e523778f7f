package io.github.bitbucketoidc.core.token.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.bitbucketoidc.core.text.Utf8;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a key set (RFC 7517, section 5). Each bad key is dropped by itself (attack rows K1 to K5, K7, K23), where Nimbus' own
 * parser would refuse the whole set for it; a private or symmetric member refuses the whole set (K6). Thread-safe.
 */
public final class KeySetReader {

    public static final int MOST_KEYS = 100;
    public static final int DEEPEST = 16;

    private final JsonFactory factory = StrictJson.factory(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(BoundedFetch.LARGEST_BODY)
                    .build())
            .build();

    /** Reads a document. */
    public KeySet read(byte[] document) throws KeySetRefused {
        if (!Utf8.isValid(document)) {
            throw new KeySetRefused("it is not JSON in UTF-8");
        }
        try (JsonParser parser = factory.createParser(document)) {
            return read(parser);
        } catch (JsonProcessingException e) {
            // Its message may quote the document.
            throw new KeySetRefused("it is not one JSON object that is at most " + DEEPEST + " deep");
        } catch (IOException e) {
            throw new KeySetRefused("it cannot be read", e);
        }
    }

    private static KeySet read(JsonParser parser) throws IOException, KeySetRefused {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new KeySetRefused("it is not a JSON object");
        }
        List<PublishedKey> keys = null;
        Set<String> names = new HashSet<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (!names.add(name)) {
                throw new KeySetRefused("it has one name twice");
            }
            JsonToken token = parser.nextToken();
            if (name.equals("keys") && token == JsonToken.START_ARRAY) {
                keys = readKeys(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new KeySetRefused("there is something behind its end");
        }
        if (keys == null) {
            throw new KeySetRefused("it has no list \"keys\"");
        }
        return judge(keys);
    }

    private static List<PublishedKey> readKeys(JsonParser parser) throws IOException, KeySetRefused {
        List<PublishedKey> keys = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            PublishedKey key = new PublishedKey();
            if (token == JsonToken.START_OBJECT) {
                key.read(parser);
            } else {
                parser.skipChildren();
            }
            keys.add(key);
            if (keys.size() > MOST_KEYS) {
                throw new KeySetRefused("it has more than " + MOST_KEYS + " keys");
            }
        }
        return keys;
    }

    private static KeySet judge(List<PublishedKey> published) {
        Map<String, KeyAnswer> answers = new HashMap<>();
        List<VerificationKey> usable = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (PublishedKey key : published) {
            KeyAnswer answer = key.judge(dropped);
            String kid = key.kid();
            if (kid == null) {
                if (answer instanceof VerificationKey nameless) {
                    usable.add(nameless);
                }
            } else {
                KeyAnswer twin = answers.get(kid);
                answers.put(kid, twin == null ? answer : together(twin, answer));
                if (answers.get(kid) == KeyAnswer.Problem.AMBIGUOUS) {
                    dropped.add(key.name() + " is there more than once");
                }
            }
        }
        for (KeyAnswer answer : answers.values()) {
            if (answer instanceof VerificationKey key) {
                usable.add(key);
            }
        }
        return new KeySet(Map.copyOf(answers), List.copyOf(usable), List.copyOf(dropped));
    }

    /**
     * What a name stands for that is there twice. RFC 7517, section 4.5, permits it for keys of different types, so one that could
     * never verify does not count. Of two that could, also when they are the same, which one is meant is never tried out (K7).
     */
    private static KeyAnswer together(KeyAnswer one, KeyAnswer other) {
        if (counts(one) && counts(other)) {
            return KeyAnswer.Problem.AMBIGUOUS;
        }
        if (counts(one) || counts(other)) {
            return counts(one) ? one : other;
        }
        return one == KeyAnswer.Problem.UNUSABLE ? other : one;
    }

    private static boolean counts(KeyAnswer answer) {
        return answer instanceof VerificationKey || answer == KeyAnswer.Problem.AMBIGUOUS;
    }
}
