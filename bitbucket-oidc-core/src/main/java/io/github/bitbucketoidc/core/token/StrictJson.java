package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.base.ParserBase;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a stranger sent as JSON: exactly one object, valid UTF-8, no name twice in any object, within limits (attack rows
 * S16, S17, C1 to C4). Thread-safe.
 *
 * <p>Jackson parses. What it lets pass is checked here: it takes overlong UTF-8, other encodings, a byte order mark and lone
 * surrogates, and reports a doubled name in no way that a program could tell from other mistakes.
 */
final class StrictJson {

    static final int DEEPEST = 16;
    static final int MOST_MEMBERS = 200;
    static final int LONGEST_TEXT = 8 * 1024;
    static final int LONGEST_NUMBER = 32;

    /** Stands for a JSON null: absent, but its name has been seen (attack row C17). */
    static final Object NULL = new Object();

    /** Stands for a value of no type that anybody asks for: an object, a fraction, a number beyond a long, a mixed list. */
    static final Object MISFIT = new Object();

    private final JsonFactory factory = factory(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    /** Where the members of the outermost object go. */
    interface Members {
        /** Forgets what it took: the document is read again from its beginning. */
        void restart();

        /**
         * Takes a member.
         *
         * @param value a {@link JsonText}, a Long, a Boolean, a list of Strings, {@link #NULL} or {@link #MISFIT}
         * @return false if the name was there before
         */
        boolean add(String name, Object value);
    }

    /** Settings for any document of another's: strict, nothing of the document in messages. */
    static JsonFactoryBuilder factory(StreamReadConstraints limits) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(limits)
                // Not the default: that one holds its buffers in a ThreadLocal, which outlives an undeploy.
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                // Strangers choose names: they must not fill the JVM's table of interned texts.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    }

    /** Reads a document's members; null if all went well. */
    @Nullable
    Rejection read(byte[] document, Members members) {
        Utf8.Look look = Utf8.look(document);
        if (look == Utf8.Look.INVALID || !Utf8.beginsObject(document)) {
            return Refusals.NOT_JSON;
        }
        if (look == Utf8.Look.PLAIN && walk(document, members, true) == null) {
            return null;
        }
        // A plain walk looks at texts late, so it may stop for another reason than the first one in the document.
        members.restart();
        return walk(document, members, false);
    }

    private @Nullable Rejection walk(byte[] document, Members members, boolean plain) {
        try (JsonParser parser = factory.createParser(document)) {
            JsonWalk walk = new JsonWalk(parser, members);
            if (plain && parser instanceof ParserBase places) {
                walk.readPlain(document, places);
            } else {
                walk.read();
            }
            return null;
        } catch (JsonRefusal refusal) {
            return refusal.rejection();
        } catch (StreamConstraintsException e) {
            return Refusals.JSON_TOO_LARGE;
        } catch (IOException e) {
            return Refusals.NOT_JSON;
        } catch (IllegalStateException e) {
            // Jackson's table of names says so when too many of them have one hash: an attack on the table.
            return Refusals.JSON_TOO_LARGE;
        }
    }
}
