package io.github.bitbucketoidc.core.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Whether bytes are the text that they claim to be (attack row C3). */
public final class Utf8 {

    private Utf8() {}

    /** Whether the first character that is not JSON's whitespace opens an object. */
    public static boolean beginsObject(byte[] document) {
        int at = 0;
        while (at < document.length && isWhitespace(document[at])) {
            at++;
        }
        return at < document.length && document[at] == '{';
    }

    private static boolean isWhitespace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    /** Strict: no byte order mark, no overlong form, no encoded surrogate, nothing beyond U+10FFFF. */
    public static boolean isValid(byte[] document) {
        // Jackson takes a mark, or zeros among the first four bytes, for another encoding.
        for (int i = 0; i < Math.min(4, document.length); i++) {
            if (document[i] == 0 || (i == 0 && document[i] < 0)) {
                return false;
            }
        }
        // A byte never stands for more than one character. A result, where the decoder's shorter form throws.
        CharBuffer characters = CharBuffer.allocate(document.length);
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(document), characters, true)
                .isError();
    }

    /** Whether a text is free of lone surrogates and NUL, which other readers drop or replace. */
    public static boolean isCleanText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c) && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }
}
