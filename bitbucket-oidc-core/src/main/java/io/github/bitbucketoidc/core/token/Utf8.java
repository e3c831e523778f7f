package io.github.bitbucketoidc.core.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are the text that they claim to be (attack row C3). */
final class Utf8 {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = ONES * '\\';

    private Utf8() {}

    /** What one look at a JSON document shows. */
    enum Look {
        /** ASCII without a backslash: every text is exactly what stands there. */
        PLAIN,
        /** Valid, but texts may hold a lone surrogate or NUL by way of an escape. */
        SUSPECT,
        /** Not UTF-8, or with a byte order mark, or in another encoding that Jackson would guess. */
        INVALID
    }

    /** Whether the first character that is not JSON's whitespace opens an object. */
    static boolean beginsObject(byte[] document) {
        int at = 0;
        while (at < document.length && isWhitespace(document[at])) {
            at++;
        }
        return at < document.length && document[at] == '{';
    }

    private static boolean isWhitespace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    static Look look(byte[] document) {
        // Jackson takes a mark, or zeros among the first four bytes, for another encoding.
        for (int i = 0; i < Math.min(4, document.length); i++) {
            if (document[i] == 0 || (i == 0 && document[i] < 0)) {
                return Look.INVALID;
            }
        }
        long high = 0;
        long backslash = 0;
        int words = document.length / Long.BYTES;
        for (int word = 0; word < words; word++) {
            long bytes = Bytes.littleEndian(document, word * Long.BYTES);
            long same = bytes ^ BACKSLASHES;
            high |= bytes;
            // The usual test for a zero byte; it may also say so beside one, which here only costs a closer look.
            backslash |= (same - ONES) & ~same;
        }
        for (int i = words * Long.BYTES; i < document.length; i++) {
            high |= document[i];
            backslash |= document[i] == '\\' ? HIGH_BITS : 0;
        }
        if ((high & HIGH_BITS) != 0) {
            return isValid(document) ? Look.SUSPECT : Look.INVALID;
        }
        return (backslash & HIGH_BITS) != 0 ? Look.SUSPECT : Look.PLAIN;
    }

    /** Strict: no overlong form, no encoded surrogate, nothing beyond U+10FFFF. */
    private static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Whether a text is free of lone surrogates and NUL, which other readers drop or replace. */
    static boolean isCleanText(String text) {
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
