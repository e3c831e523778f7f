package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.Serial;

/** Makes {@link QuietParser}s, which share what Jackson has learnt of names, and buffers. Thread-safe. */
final class QuietJson extends JsonFactory {

    @Serial
    private static final long serialVersionUID = 1L;

    QuietJson(StreamReadConstraints limits) {
        super(StrictJson.factory(limits).recyclerPool(new Buffers()));
    }

    /** A parser of one UTF-8 document; {@link Utf8#isPlain} says what {@code plain} means. */
    QuietParser open(byte[] document, boolean plain) {
        return new QuietParser(
                _createContext(ContentReference.unknown(), true),
                _parserFeatures,
                _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
                document,
                plain);
    }

    /** Lends buffers out; Jackson's own pools either are a {@code ThreadLocal} or make a node for each return. */
    private static final class Buffers implements RecyclerPool<BufferRecycler> {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Places<BufferRecycler> atRest = new Places<>();

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
