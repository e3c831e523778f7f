package io.github.bitbucketoidc.core.token;

import java.util.Locale;
import java.util.Objects;

/**
 * Why a token was refused: a stable code and a detail that is safe to log. Immutable.
 *
 * @since 0.1.0
 */
public final class Rejection {

    private final Code code;
    private final String detail;

    private Rejection(Code code, String detail) {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        this.code = code;
        this.detail = detail;
    }

    /**
     * A reason to refuse a token.
     *
     * @param code the reason
     * @param detail for the operator; safe to log
     * @return the rejection
     */
    public static Rejection of(Code code, String detail) {
        return new Rejection(code, detail);
    }

    /** {@return the reason, from a closed list} */
    public Code code() {
        return code;
    }

    /** {@return for the operator; never a part of the token that a stranger could choose, unless escaped and shortened} */
    public String detail() {
        return detail;
    }

    /** Every reason to refuse a token. The text form is stable: alerts and tests are written against it. */
    public enum Code {
        /** Longer than 16 KiB (S2). */
        TOKEN_TOO_LONG,
        /** Not exactly three non-empty parts (S1, S3, S7, S8). */
        MALFORMED_COMPACT,
        /** A part is not canonical unpadded base64url (S4, S5, S6). */
        MALFORMED_BASE64,
        /** A part is not one UTF-8 JSON object (S17, C3, C4). */
        JSON_INVALID,
        /** An object has one name twice (S16, C1). */
        JSON_DUPLICATE_NAME,
        /** Deeper, longer or larger than the limits (C2). */
        JSON_LIMIT,
        /** A header member that must not be there (S7, S12, S13). */
        HEADER_FORBIDDEN,
        /** {@code typ} is there and is not JWT (S14). */
        TYP_NOT_ALLOWED,
        /** {@code alg} is not exactly RS256 (S9, S10, S11). */
        ALG_NOT_ALLOWED,
        /** No {@code kid} (K8). */
        KID_MISSING,
        /** {@code kid} is not 1 to 200 harmless characters (S15). */
        KID_INVALID,
        /** The issuer is not one of the configured workspaces' (K10, C10). */
        ISSUER_UNKNOWN,
        /** The issuer's key set has no such key. */
        KEY_UNKNOWN,
        /** The key is too weak to prove anything (K1 to K4). */
        KEY_WEAK,
        /** Two keys have the same kid (K7). */
        KEY_AMBIGUOUS,
        /** The signature does not verify. */
        SIGNATURE_INVALID,
        /** A required claim is missing. */
        CLAIM_MISSING,
        /** A standard claim has the wrong type or form (C5, C14, C17). */
        CLAIM_TYPE,
        /** Two claims of the token contradict each other (C16). */
        CLAIM_CONFLICT,
        /** The token names another workspace than its issuer's (C20). */
        WORKSPACE_MISMATCH,
        /** None of the workspace's audiences is in the token (C11, C19). */
        AUDIENCE_MISMATCH,
        /** Past its end (C6). */
        EXPIRED,
        /** Before its beginning (C7). */
        NOT_YET_VALID,
        /** Lives longer than allowed, or ends before it begins (C7). */
        LIFETIME_EXCEEDED,
        /** Issued longer ago than the verifier's largest age (W9). */
        TOKEN_TOO_OLD,
        /** Its step, pipeline, repository or signature is in the file of revocations (W10). */
        REVOKED,
        /** Seen before, and the replay guard says once (C18). */
        REPLAYED;

        private final String text = name().toLowerCase(Locale.ROOT);

        /**
         * The stable form for logs, audit events and metrics.
         *
         * @return for example {@code key_unknown}
         */
        @Override
        public String toString() {
            return text;
        }
    }
}
