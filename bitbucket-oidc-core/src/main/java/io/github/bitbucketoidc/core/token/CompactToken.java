package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.text.Base64Url;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart into its three parts (RFC 7515, section 7.1). Nothing in it is trusted. Filled once by one
 * thread, then only read.
 */
final class CompactToken {

    /** Longer ones are refused before anything is looked for in them (attack row S2). */
    static final int LONGEST = 16 * 1024;

    private static final byte[] NONE = {};

    private byte[] text = NONE;
    private int headerLength;
    private int signedLength;
    private byte[] payload = NONE;
    private byte[] signature = NONE;

    /** Finds the parts of a token; null if there are three. */
    @Nullable
    Rejection split(String token) {
        if (token.length() > LONGEST) {
            return Refusals.TOO_LONG;
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        // A first dot at 0 or an adjacent second one leaves a part empty; so does a second one at the end (S1, S3).
        if (first <= 0
                || second <= first + 1
                || second == token.length() - 1
                || token.indexOf('.', second + 1) >= 0
                || token.charAt(0) == '{') {
            return Refusals.NOT_COMPACT;
        }
        // Characters beyond Latin-1 become '?', which is not in the alphabet either.
        text = token.getBytes(StandardCharsets.ISO_8859_1);
        headerLength = first;
        signedLength = second;
        return null;
    }

    /** The header's bytes, or null if it is not base64. */
    byte @Nullable [] decodeHeader() {
        return Base64Url.decode(text, 0, headerLength);
    }

    /** Decodes the parts behind a header that is as it must be; null if that worked. */
    @Nullable
    Rejection decodeBehindHeader() {
        byte[] payloadPart = Base64Url.decode(text, headerLength + 1, signedLength);
        byte[] signaturePart = payloadPart == null ? null : Base64Url.decode(text, signedLength + 1, text.length);
        if (payloadPart == null || signaturePart == null) {
            return Refusals.NOT_BASE64;
        }
        payload = payloadPart;
        signature = signaturePart;
        return null;
    }

    /** Whether the parts behind a header are base64 that is to be refused. */
    boolean isBase64BehindHeader() {
        return Base64Url.decode(text, headerLength + 1, signedLength) != null
                && Base64Url.decode(text, signedLength + 1, text.length) != null;
    }

    /** The token's characters; the first {@link #signedLength()} of them are what was signed. */
    byte[] text() {
        return text;
    }

    int signedLength() {
        return signedLength;
    }

    /** How many of the token's characters are its header. */
    int headerLength() {
        return headerLength;
    }

    byte[] payload() {
        return payload;
    }

    byte[] signature() {
        return signature;
    }
}
