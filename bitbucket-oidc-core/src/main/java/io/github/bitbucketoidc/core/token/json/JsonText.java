package io.github.bitbucketoidc.core.token.json;

import io.github.bitbucketoidc.core.text.StrictUuid;
import java.util.function.Supplier;

/**
 * A text of a JSON document: valid Unicode, so that equal texts have equal code points (attack row C15). Immutable, thread-safe, and not
 * yet trusted: it has no {@code toString}, so that nothing of a token gets into a message by accident.
 */
public final class JsonText implements Supplier<String> {

    private final String text;

    private JsonText(String text) {
        this.text = text;
    }

    /** Wraps a text, which must not have lone surrogates. */
    public static JsonText of(String text) {
        return new JsonText(text);
    }

    /** Returns the length in characters. */
    public int length() {
        return text.length();
    }

    /** Returns the character at an index below {@link #length()}. */
    public char at(int index) {
        return text.charAt(index);
    }

    public boolean isEqualTo(JsonText other) {
        return text.equals(other.text);
    }

    /** Returns whether the text has this part at this index; false if the text ends before the part does. */
    public boolean holds(JsonText part, int at) {
        return text.startsWith(part.text, at);
    }

    /** Returns whether the text has a UUID, as Bitbucket writes it, at this index; more may follow. */
    public boolean holdsUuid(int at) {
        return StrictUuid.isAt(text, at);
    }

    public boolean isUuid() {
        return StrictUuid.is(text);
    }

    @Override
    public String get() {
        return text;
    }

    public String text() {
        return text;
    }
}
