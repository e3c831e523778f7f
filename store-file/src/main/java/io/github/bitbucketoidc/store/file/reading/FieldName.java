package io.github.bitbucketoidc.store.file.reading;

import io.github.bitbucketoidc.store.HiddenCharacters;

/** Which names a field may have: what a person can see and type, and a log line can show. */
public final class FieldName {

    private static final int MAX_LENGTH = 255;

    /** Stands in a file name for bytes that are no text. */
    private static final char REPLACEMENT = '\uFFFD';

    private FieldName() {}

    public static boolean wellFormed(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && name.indexOf(REPLACEMENT) < 0
                && name.codePoints().noneMatch(HiddenCharacters::contains);
    }
}
