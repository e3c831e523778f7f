package io.github.bitbucketoidc.core.token.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.bitbucketoidc.core.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads every document by Jackson. What Jackson lets pass is checked here and in {@link JsonWalk}: it takes lone surrogates and more
 * than one document, and reports a doubled name in no way that a program could tell from other mistakes. Thread-safe.
 */
public final class StrictJson implements JsonReader {

    /** No token is longer. */
    public static final int LONGEST_DOCUMENT = 16 * 1024;

    public static final int DEEPEST = 16;
    public static final int MOST_MEMBERS = 200;
    public static final int LONGEST_TEXT = 8 * 1024;
    public static final int LONGEST_NUMBER = 32;

    /** Stands for a JSON null: absent, but its name has been seen (attack row C17). */
    public static final Object NULL = new Object();

    /** Stands for a value of no type that anybody asks for: an object, a fraction, a number beyond a long, a mixed list. */
    public static final Object MISFIT = new Object();

    /**
     * Jackson's own limits are not the ones above but what no token reaches, for it refuses with a stack trace; {@link JsonWalk}
     * holds the document against ours.
     */
    private final JsonFactory factory = factory(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * DEEPEST)
                    .maxStringLength(LONGEST_DOCUMENT)
                    .maxNameLength(LONGEST_DOCUMENT)
                    .maxNumberLength(LONGEST_DOCUMENT)
                    .build())
            .build();

    /** Returns strict settings for documents of strangers: nothing of a document gets into messages or affects the next one. */
    public static JsonFactoryBuilder factory(StreamReadConstraints limits) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(limits)
                // Not the default: that one holds its buffers in a ThreadLocal, which outlives an undeploy.
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                // Strangers choose names: they must not fill the JVM's table of interned texts.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // Nor a table of Jackson's own, with which the documents of others are read (attack row D1).
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    }

    @Override
    public JsonRefusal.@Nullable Reason read(byte[] document, Members members) {
        String text = new String(document, StandardCharsets.UTF_8);
        // Java decodes bytes that are not UTF-8 to this character: only then are the bytes checked.
        if (!Utf8.beginsObject(document) || (text.indexOf('\uFFFD') >= 0 && !Utf8.isValid(document))) {
            return JsonRefusal.Reason.NOT_JSON;
        }
        try (JsonParser parser = factory.createParser(text)) {
            new JsonWalk(parser, text.indexOf('\\') >= 0, members).read();
            return null;
        } catch (JsonRefusal refusal) {
            return refusal.reason();
        } catch (StreamConstraintsException e) {
            return JsonRefusal.Reason.TOO_LARGE;
        } catch (IOException e) {
            return JsonRefusal.Reason.NOT_JSON;
        }
    }
}
