package io.github.bitbucketoidc.provider.request;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The flat JSON map of strings that the runner reads: names in order, so that equal answers are equal bytes. */
final class FlatJson {

    /**
     * Its buffers are thrown away: Jackson's own pools would keep pieces of secrets in the thread, long after the answer
     * (H12). It writes ASCII only, so that no line separator of Unicode stands raw in an answer (H5).
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private FlatJson() {}

    static byte[] bytes(Map<String, SecretValue> variables) {
        try (Wiped out = new Wiped();
                JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            for (Map.Entry<String, SecretValue> variable : new TreeMap<>(variables).entrySet()) {
                json.writeStringField(variable.getKey(), variable.getValue().reveal());
            }
            json.writeEndObject();
            json.flush();
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** Overwrites what it held when it is closed; what it outgrew is left to the garbage collector. */
    private static final class Wiped extends ByteArrayOutputStream {

        @Override
        public void close() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
