package io.github.bitbucketoidc.core.token.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import io.github.bitbucketoidc.core.text.Utf8;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes {@link QuietParser}s, which share buffers and a table of the names that every token has. Thread-safe.
 *
 * <p>The table is filled here, once, and never again: a parser copies it before it adds a name of its document, and the copy goes with
 * the parser (attack row D1). Jackson's usual way, which is to merge the copy into the shared table when a parser is closed, lets
 * anybody fill that table with names of one hash, until it refuses every document for having too many of them.
 */
public final class QuietJson extends JsonFactory {

    @Serial
    private static final long serialVersionUID = 1L;

    public QuietJson(StreamReadConstraints limits, List<String> names) {
        super(StrictJson.factory(limits).recyclerPool(new Buffers()));
        learn(names);
    }

    /** Reads a document of our own by a parser of Jackson's, which leaves its names in the table when it is closed. */
    private void learn(List<String> names) {
        byte[] bytes = names.stream()
                .map(name -> '"' + name + "\":0")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.US_ASCII);
        try (JsonParser parser = createParser(bytes)) {
            while (parser.nextToken() != null) {
                // Only the names count.
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading what is in memory", e);
        }
    }

    /** How many names the shared table holds. */
    public int sharedNames() {
        return _byteSymbolCanonicalizer.size();
    }

    /** A parser of one UTF-8 document; {@link Utf8#isPlain} says what {@code plain} means. */
    public QuietParser open(byte[] document, boolean plain) {
        return new QuietParser(
                _createContext(ContentReference.unknown(), true),
                _parserFeatures,
                _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
                document,
                plain);
    }

    /**
     * Lends buffers out; Jackson's own pools either are a {@code ThreadLocal} or make a node for each return. What refused documents can
     * change of them is their length, up to that of the longest token.
     */
    private static final class Buffers implements RecyclerPool<BufferRecycler> {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Pool<BufferRecycler> atRest = new Pool<>();

        @Override
        public BufferRecycler acquirePooled() {
            BufferRecycler waiting = atRest.take();
            return waiting == null ? new BufferRecycler() : waiting;
        }

        @Override
        public void releasePooled(BufferRecycler buffers) {
            atRest.put(buffers);
        }
    }
}
