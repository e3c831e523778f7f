package io.github.bitbucketoidc.testkit;

import static io.github.bitbucketoidc.core.token.Rejection.Code.ALG_NOT_ALLOWED;
import static io.github.bitbucketoidc.core.token.Rejection.Code.AUDIENCE_MISMATCH;
import static io.github.bitbucketoidc.core.token.Rejection.Code.CLAIM_CONFLICT;
import static io.github.bitbucketoidc.core.token.Rejection.Code.CLAIM_MISSING;
import static io.github.bitbucketoidc.core.token.Rejection.Code.CLAIM_TYPE;
import static io.github.bitbucketoidc.core.token.Rejection.Code.EXPIRED;
import static io.github.bitbucketoidc.core.token.Rejection.Code.HEADER_FORBIDDEN;
import static io.github.bitbucketoidc.core.token.Rejection.Code.ISSUER_UNKNOWN;
import static io.github.bitbucketoidc.core.token.Rejection.Code.JSON_DUPLICATE_NAME;
import static io.github.bitbucketoidc.core.token.Rejection.Code.JSON_INVALID;
import static io.github.bitbucketoidc.core.token.Rejection.Code.KEY_UNKNOWN;
import static io.github.bitbucketoidc.core.token.Rejection.Code.KID_INVALID;
import static io.github.bitbucketoidc.core.token.Rejection.Code.KID_MISSING;
import static io.github.bitbucketoidc.core.token.Rejection.Code.LIFETIME_EXCEEDED;
import static io.github.bitbucketoidc.core.token.Rejection.Code.MALFORMED_BASE64;
import static io.github.bitbucketoidc.core.token.Rejection.Code.MALFORMED_COMPACT;
import static io.github.bitbucketoidc.core.token.Rejection.Code.NOT_YET_VALID;
import static io.github.bitbucketoidc.core.token.Rejection.Code.SIGNATURE_INVALID;
import static io.github.bitbucketoidc.core.token.Rejection.Code.TOKEN_TOO_LONG;
import static io.github.bitbucketoidc.core.token.Rejection.Code.TYP_NOT_ALLOWED;

import io.github.bitbucketoidc.core.token.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One way to spoil a good token, and the code with which it must be refused. */
record Defect(String name, Rejection.Code expected, UnaryOperator<TokenMint> mint, UnaryOperator<String> token) {

    static final List<Defect> ALL = List.of(
            minted("unsigned", ALG_NOT_ALLOWED, m -> m.algorithm("none").signature(s -> new byte[256])),
            minted("HMAC by the public key", ALG_NOT_ALLOWED, m -> m.algorithm("HS256")),
            minted("RS384", ALG_NOT_ALLOWED, m -> m.algorithm("RS384")),
            minted("PS256", ALG_NOT_ALLOWED, m -> m.algorithm("PS256")),
            minted("alg in lower case", ALG_NOT_ALLOWED, m -> m.header("alg", "rs256")),
            minted("alg missing", ALG_NOT_ALLOWED, m -> m.withoutHeader("alg")),
            minted("brings its key", HEADER_FORBIDDEN, m -> m.header("jku", "http://127.0.0.1:1/keys.json")),
            minted("critical extension", HEADER_FORBIDDEN, m -> m.header("crit", List.of("x"))),
            minted("another kind of token", TYP_NOT_ALLOWED, m -> m.header("typ", "at+jwt")),
            minted("no kid", KID_MISSING, m -> m.withoutHeader("kid")),
            minted("kid is a path", KID_INVALID, m -> m.header("kid", "../../keys")),
            minted("kid of nobody", KEY_UNKNOWN, m -> m.header("kid", "stranger")),
            minted("a bit of the signature", SIGNATURE_INVALID, TokenMint::wrongSignature),
            minted("header is a list", JSON_INVALID, m -> m.header("[]")),
            minted("payload is a list", JSON_INVALID, m -> m.payload("[]")),
            minted("payload is cut", JSON_INVALID, m -> m.payload("{\"iss\":")),
            minted("a claim twice", JSON_DUPLICATE_NAME, m -> m.duplicate("repositoryUuid", "{x}")),
            minted("issuer with a slash", ISSUER_UNKNOWN, m -> m.claim("iss", "https://api.bitbucket.org/")),
            minted("no subject", CLAIM_MISSING, m -> m.without("sub")),
            minted("no repository", CLAIM_MISSING, m -> m.without("repositoryUuid")),
            minted("no step", CLAIM_MISSING, m -> m.without("stepUuid")),
            minted("no workspace", CLAIM_MISSING, m -> m.without("workspaceUuid")),
            minted("no end", CLAIM_MISSING, m -> m.without("exp")),
            minted("null for the beginning", CLAIM_MISSING, m -> m.claim("iat", null)),
            minted("end is a text", CLAIM_TYPE, m -> m.claim("exp", "1784003600")),
            minted("end is infinite", CLAIM_TYPE, m -> m.claimJson("exp", "1e999")),
            minted("branch is a number", CLAIM_TYPE, m -> m.claim("branchName", 1)),
            minted("step without braces", CLAIM_TYPE, m -> m.claim("stepUuid", TokenMint.STEP.toString())),
            minted(
                    "subject of another repository",
                    CLAIM_CONFLICT,
                    m -> m.claim("repositoryUuid", "{" + UUID.randomUUID() + "}")),
            minted("audience of another service", AUDIENCE_MISMATCH, m -> m.audiences("https://other.example")),
            minted("long over", EXPIRED, m -> m.lifetime(m.now().minus(Duration.ofHours(3)), Duration.ofHours(1))),
            minted("not begun", NOT_YET_VALID, m -> m.issuedAt(m.now().plus(Duration.ofMinutes(10)))),
            minted("two days long", LIFETIME_EXCEEDED, m -> m.lifetime(m.now(), Duration.ofDays(2))),
            minted("20 KB long", TOKEN_TOO_LONG, m -> m.claim("padding", "x".repeat(15_000))),
            spoilt("a fourth part", MALFORMED_COMPACT, t -> t + ".e30"),
            spoilt("a dot at the end", MALFORMED_COMPACT, t -> t + "."),
            spoilt("no signature", MALFORMED_COMPACT, t -> t.substring(0, t.lastIndexOf('.') + 1)),
            spoilt("padded", MALFORMED_BASE64, t -> t + "=="));

    private static Defect minted(String name, Rejection.Code expected, UnaryOperator<TokenMint> mint) {
        return new Defect(name, expected, mint, UnaryOperator.identity());
    }

    private static Defect spoilt(String name, Rejection.Code expected, UnaryOperator<String> token) {
        return new Defect(name, expected, UnaryOperator.identity(), token);
    }

    NearMiss applyTo(TokenMint sound) {
        return new NearMiss(name, expected, token.apply(mint.apply(sound).token()));
    }
}
