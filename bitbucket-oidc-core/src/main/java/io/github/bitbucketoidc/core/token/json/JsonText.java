package io.github.bitbucketoidc.core.token.json;

import io.github.bitbucketoidc.core.text.StrictUuid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A text of a JSON document, still as the UTF-8 bytes that stand there: most texts of a token are compared with something and
 * never needed as a String. Valid Unicode, so equal bytes are equal code points (attack row C15). Immutable, thread-safe, and
 * not yet trusted: it has no {@code toString}, so that nothing of a token gets into a message by accident.
 */
public final class JsonText implements Supplier<String> {

    private final byte[] bytes;
    private final int start;
    private final int end;
    private @Nullable String text;

    /** A text that stands in these bytes, from start up to end, in ASCII; they are not copied, and must not change. */
    public JsonText(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** A text without lone surrogates. */
    public static JsonText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonText made = new JsonText(bytes, 0, bytes.length);
        made.text = text;
        return made;
    }

    /** In bytes. */
    public int length() {
        return end - start;
    }

    /** The byte at a place that is inside. */
    public byte at(int index) {
        return bytes[start + index];
    }

    public boolean isEqualTo(JsonText other) {
        return Arrays.equals(bytes, start, end, other.bytes, other.start, other.end);
    }

    /** Whether this stands there; false also when there is no room for it. */
    public boolean holds(JsonText part, int at) {
        return part.length() <= length() - at
                && Arrays.equals(bytes, start + at, start + at + part.length(), part.bytes, part.start, part.end);
    }

    /** Whether a UUID, as Bitbucket writes it, stands there; more may follow. */
    public boolean holdsUuid(int at) {
        return length() - at >= StrictUuid.LENGTH && StrictUuid.isAt(bytes, start + at);
    }

    public boolean isUuid() {
        return length() == StrictUuid.LENGTH && StrictUuid.isAt(bytes, start);
    }

    @Override
    public String get() {
        return text();
    }

    /** The text; made when it is first asked for. */
    public String text() {
        String known = text;
        if (known == null) {
            known = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
            // A race makes it twice: harmless, a String is safe to publish.
            text = known;
        }
        return known;
    }
}
