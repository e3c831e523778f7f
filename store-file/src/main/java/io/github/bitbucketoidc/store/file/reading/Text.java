package io.github.bitbucketoidc.store.file.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text that the bytes of a file are. */
public final class Text {

    /** No answer is larger than 120,000 characters, so a file that is larger than this is the wrong one. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Text() {}

    /** With what is invisible in front of it refused: nobody would know why the value is wrong. */
    public static String decode(String file, byte[] bytes) throws FileProblemException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw FileProblemException.malformed("the file '" + file + "' is not UTF-8 text", "a secret must be text");
        }
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw FileProblemException.malformed(
                    "the file '" + file + "' begins with a byte order mark", "save it as UTF-8 without one");
        }
        return text;
    }
}
