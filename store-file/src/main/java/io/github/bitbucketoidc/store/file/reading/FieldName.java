package io.github.bitbucketoidc.store.file.reading;

/** Which names a field may have: what a person can see and type, and a log line can show. */
public final class FieldName {

    private static final int MAX_LENGTH = 255;

    private FieldName() {}

    public static boolean wellFormed(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && name.codePoints().allMatch(FieldName::visible);
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            // What stands in a file name for bytes that are no text.
            default -> codePoint != 0xFFFD;
        };
    }
}
