package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.text.Base64Url;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart into its three parts (RFC 7515, section 7.1). Nothing in it is trusted. Filled once by one
 * thread, then only read.
 */
final class CompactToken {

    /** Longer tokens are refused before their characters are read (attack row S2). */
    static final int LONGEST = 16 * 1024;

    private static final byte[] NONE = {};

    private byte[] text = NONE;
    private int headerLength;
    private int signedLength;
    private byte[] header = NONE;
    private byte[] payload = NONE;
    private byte[] signature = NONE;

    /** Takes a token apart and decodes its parts; returns null if there are three, each of them canonical base64url. */
    @Nullable
    Rejection read(String token) {
        Rejection refusal = split(token);
        return refusal == null ? decode() : refusal;
    }

    private @Nullable Rejection split(String token) {
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

    private @Nullable Rejection decode() {
        byte[] headerPart = Base64Url.decode(text, 0, headerLength);
        byte[] payloadPart = headerPart == null ? null : Base64Url.decode(text, headerLength + 1, signedLength);
        byte[] signaturePart = payloadPart == null ? null : Base64Url.decode(text, signedLength + 1, text.length);
        if (headerPart == null || payloadPart == null || signaturePart == null) {
            return Refusals.NOT_BASE64;
        }
        header = headerPart;
        payload = payloadPart;
        signature = signaturePart;
        return null;
    }

    /** Returns the token's characters; the first {@link #signedLength()} of them were signed. */
    byte[] text() {
        return text;
    }

    int signedLength() {
        return signedLength;
    }

    byte[] header() {
        return header;
    }

    byte[] payload() {
        return payload;
    }

    byte[] signature() {
        return signature;
    }
}
