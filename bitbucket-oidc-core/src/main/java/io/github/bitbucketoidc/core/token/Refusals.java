package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.token.Rejection.Code;
import io.github.bitbucketoidc.core.token.json.JsonRefusal;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import io.github.bitbucketoidc.core.token.keys.KeyIds;
import org.jspecify.annotations.Nullable;

/**
 * The refusals, ready made: refusing costs nothing, and no detail can hold a piece of the token, which a stranger wrote
 * (attack row H10).
 */
final class Refusals {

    static final Rejection TOO_LONG =
            Rejection.of(Code.TOKEN_TOO_LONG, "the token is longer than " + CompactToken.LONGEST + " characters");
    static final Rejection NOT_COMPACT =
            Rejection.of(Code.MALFORMED_COMPACT, "the token is not three non-empty parts with dots between them");
    static final Rejection NOT_BASE64 =
            Rejection.of(Code.MALFORMED_BASE64, "a part of the token is not canonical base64url without padding");

    static final Rejection NOT_JSON =
            Rejection.of(Code.JSON_INVALID, "the header or the payload is not exactly one JSON object in valid UTF-8");
    static final Rejection NAME_TWICE =
            Rejection.of(Code.JSON_DUPLICATE_NAME, "an object of the header or the payload has one name twice");
    static final Rejection JSON_TOO_LARGE = Rejection.of(
            Code.JSON_LIMIT,
            "the header or the payload is nested more than " + StrictJson.DEEPEST + " deep, has more than "
                    + StrictJson.MOST_MEMBERS + " members, a text longer than " + StrictJson.LONGEST_TEXT
                    + " characters or a number longer than " + StrictJson.LONGEST_NUMBER);

    static final Rejection HEADER_MEMBER = Rejection.of(
            Code.HEADER_FORBIDDEN, "the header has one of jwk, jku, x5u, x5c, crit, b64, enc, zip and cty");
    static final Rejection OTHER_TYP = Rejection.of(Code.TYP_NOT_ALLOWED, "typ is there and is not JWT");
    static final Rejection OTHER_ALG = Rejection.of(Code.ALG_NOT_ALLOWED, "alg is not exactly RS256");
    static final Rejection NO_KID = Rejection.of(Code.KID_MISSING, "the header names no key");
    static final Rejection BAD_KID =
            Rejection.of(Code.KID_INVALID, "kid is not a text of 1 to " + KeyIds.LONGEST + " harmless characters");

    static final Rejection OTHER_ISSUER =
            Rejection.of(Code.ISSUER_UNKNOWN, "iss is not the exact issuer of a configured workspace");
    static final Rejection NO_SUCH_KEY =
            Rejection.of(Code.KEY_UNKNOWN, "the issuer's key set has no usable key of that name");
    static final Rejection WEAK_KEY =
            Rejection.of(Code.KEY_WEAK, "the key of that name is too weak, or of a form that no honest issuer uses");
    static final Rejection SHARED_KID =
            Rejection.of(Code.KEY_AMBIGUOUS, "the issuer's key set has several keys of that name");
    static final Rejection BAD_SIGNATURE =
            Rejection.of(Code.SIGNATURE_INVALID, "the signature does not verify with the issuer's key");

    static final Rejection NO_AUDIENCE_OF_OURS =
            Rejection.of(Code.AUDIENCE_MISMATCH, "aud holds none of the workspace's audiences");
    static final Rejection OTHER_WORKSPACE = Rejection.of(
            Code.WORKSPACE_MISMATCH, "workspaceUuid is not the workspace that the issuer is configured for");
    static final Rejection SUBJECT_CONFLICT = Rejection.of(
            Code.CLAIM_CONFLICT, "sub names another repository, environment or step than the claims beside it");
    static final Rejection AUDIENCE_CONFLICT =
            Rejection.of(Code.CLAIM_CONFLICT, "aud names another workspace than workspaceUuid");
    static final Rejection PAST_ITS_END = Rejection.of(Code.EXPIRED, "exp is past, skew included");
    static final Rejection NOT_YET =
            Rejection.of(Code.NOT_YET_VALID, "iat or nbf lies in the future, further than the skew");
    static final Rejection ENDS_BEFORE_BEGIN = Rejection.of(Code.LIFETIME_EXCEEDED, "exp is before iat");
    static final Rejection LIVES_TOO_LONG =
            Rejection.of(Code.LIFETIME_EXCEEDED, "exp is further from iat than the largest lifetime allows");
    static final Rejection TOO_OLD = Rejection.of(Code.TOKEN_TOO_OLD, "iat is longer ago than the largest age allows");

    private Refusals() {}

    /** What it means for a token that one of its documents is refused, if it is. */
    static @Nullable Rejection of(JsonRefusal.@Nullable Reason reason) {
        if (reason == null) {
            return null;
        }
        return switch (reason) {
            case NOT_JSON -> NOT_JSON;
            case NAME_TWICE -> NAME_TWICE;
            case TOO_LARGE -> JSON_TOO_LARGE;
        };
    }

    static Rejection missing(StandardClaim claim) {
        return Rejection.of(Code.CLAIM_MISSING, claim.claim() + " is missing");
    }

    static Rejection misfit(StandardClaim claim) {
        return Rejection.of(
                Code.CLAIM_TYPE, claim.claim() + " is not " + claim.form().wanted());
    }
}
