package io.github.bitbucketoidc.core.token.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents that tokens nearly always are: one object of ASCII texts without escapes and of whole numbers, without white space.
 * It gives up on everything else: what it reads, {@link StrictJson} would read the same, and it refuses nothing but a name that is
 * there twice. Used once, by one thread.
 */
final class FlatObject {

    /** Some more than a token of Bitbucket's has; it gives up on more. */
    private static final int MOST_MEMBERS = 24;

    /** So many digits fit into a long. */
    private static final int MOST_DIGITS = 18;

    private final byte[] document;
    private final String[] names = new String[MOST_MEMBERS];
    private final Object[] values = new Object[MOST_MEMBERS];
    private int at;

    FlatObject(byte[] document) {
        this.document = document;
    }

    /**
     * Reads the document and hands its members over, or gives up and hands over none.
     *
     * @return whether it could be read
     * @throws JsonRefusal if it has a name twice
     */
    boolean read(JsonReader.Members members) throws JsonRefusal {
        int count = 0;
        if (next() != '{') {
            return false;
        }
        int separator;
        do {
            if (count == MOST_MEMBERS || !readMember(count++)) {
                return false;
            }
            separator = next();
        } while (separator == ',');
        if (separator != '}' || at != document.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!members.add(names[i], values[i])) {
                throw JsonRefusal.NAME_TWICE;
            }
        }
        return true;
    }

    private int next() {
        return at < document.length ? document[at++] : -1;
    }

    private boolean readMember(int index) {
        String name = next() == '"' ? text() : null;
        if (name == null || next() != ':') {
            return false;
        }
        int first = next();
        if (first == '"') {
            String text = text();
            if (text == null) {
                return false;
            }
            values[index] = JsonText.of(text);
        } else if (first >= '1' && first <= '9') {
            values[index] = number(first - '0');
        } else {
            return false;
        }
        names[index] = name;
        return true;
    }

    /** The text behind a quote up to the next one; null if it is not plain, too long, or does not end. */
    private @Nullable String text() {
        int start = at;
        int end = start;
        while (end < document.length && document[end] != '"') {
            if (document[end] < ' ' || document[end] == '\\') {
                return null;
            }
            end++;
        }
        if (end == document.length || end - start > StrictJson.LONGEST_TEXT) {
            return null;
        }
        at = end + 1;
        return new String(document, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** What cannot be a number's end is no separator either: then the reader gives up. */
    private Object number(int first) {
        long number = first;
        int last = at + MOST_DIGITS - 1;
        while (at < last && at < document.length && document[at] >= '0' && document[at] <= '9') {
            number = number * 10 + (document[at++] - '0');
        }
        return number;
    }
}
