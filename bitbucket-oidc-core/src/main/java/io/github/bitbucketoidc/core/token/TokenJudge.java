package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.token.json.JsonText;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import io.github.bitbucketoidc.core.token.keys.KeyAnswer;
import io.github.bitbucketoidc.core.token.keys.VerificationKey;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Verifies tokens: runs the checks in their order. Immutable but for the keys, which are thread-safe. */
final class TokenJudge {

    private final Map<String, AcceptedIssuer> issuers;
    private final ClaimChecks checks;
    private final boolean missingKidAllowed;
    private final StrictJson json = new StrictJson();
    private final KnownHeaders headers = new KnownHeaders();

    /** Judges by these workspaces, each under its issuer. */
    TokenJudge(Map<String, AcceptedIssuer> issuers, ClaimChecks checks, boolean missingKidAllowed) {
        this.issuers = Map.copyOf(issuers);
        this.checks = checks;
        this.missingKidAllowed = missingKidAllowed;
    }

    Map<String, AcceptedIssuer> issuers() {
        return issuers;
    }

    Verification verify(String token) {
        CompactToken compact = new CompactToken();
        Rejection refusal = compact.split(token);
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        KnownHeaders.Header known = headers.find(compact.text(), compact.headerLength());
        if (known != null) {
            return judge(token, compact, known.kid(), known.accepted());
        }
        TokenHeader header = new TokenHeader();
        refusal = read(compact, header);
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        Verification verification = judge(token, compact, header.kid(), null);
        if (verification instanceof Verification.Verified verified) {
            AcceptedIssuer accepted = issuers.get(verified.token().issuer());
            headers.remember(compact.text(), compact.headerLength(), header.kid(), Objects.requireNonNull(accepted));
        }
        return verification;
    }

    /** Reads a header that is not known. Of a token that is refused for it the other parts must be base64, or that is the reason. */
    private @Nullable Rejection read(CompactToken compact, TokenHeader header) {
        byte[] document = compact.decodeHeader();
        if (document == null) {
            return Refusals.NOT_BASE64;
        }
        Rejection refusal = Refusals.of(json.read(document, header));
        if (refusal == null) {
            refusal = header.check(missingKidAllowed);
        }
        return refusal == null || compact.isBase64BehindHeader() ? refusal : Refusals.NOT_BASE64;
    }

    /** Judges a token whose header is as it must be. */
    private Verification judge(
            String token, CompactToken compact, @Nullable String kid, @Nullable AcceptedIssuer likely) {
        Rejection refusal = compact.decodeBehindHeader();
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        TokenClaims claims = new TokenClaims();
        refusal = Refusals.of(json.read(compact.payload(), claims));
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        Object issuer = claims.value(StandardClaim.ISSUER);
        if (!(issuer instanceof JsonText text)) {
            return new Verification.Rejected(
                    issuer == null ? Refusals.missing(StandardClaim.ISSUER) : Refusals.misfit(StandardClaim.ISSUER));
        }
        AcceptedIssuer accepted =
                likely != null && text.isEqualTo(likely.issuerClaim()) ? likely : issuers.get(text.text());
        return accepted == null
                ? new Verification.Rejected(Refusals.OTHER_ISSUER)
                : judge(token, compact, kid, claims, accepted);
    }

    private Verification judge(
            String token, CompactToken compact, @Nullable String kid, TokenClaims claims, AcceptedIssuer accepted) {
        KeyAnswer answer = accepted.keys().find(kid);
        if (answer == KeyAnswer.Problem.NO_SET || answer == KeyAnswer.Problem.NOT_IN_SET) {
            // A token that fails another check must cause no fetch, so its claims come first for once (design, section
            // 6).
            Rejection refusal = checks.check(claims, accepted);
            if (refusal != null) {
                return new Verification.Rejected(answer == KeyAnswer.Problem.NO_SET ? refusal : Refusals.NO_SUCH_KEY);
            }
            answer = accepted.keys().await(kid, checks.issuedAgo(claims));
        }
        if (!(answer instanceof VerificationKey key)) {
            return new Verification.Rejected(refusal(answer));
        }
        if (!key.verifies(compact.text(), compact.signedLength(), compact.signature())) {
            return new Verification.Rejected(Refusals.BAD_SIGNATURE);
        }
        Rejection refusal = checks.check(claims, accepted);
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        return new Verification.Verified(
                new VerifiedToken(accepted.workspace(), claims, key.kid(), compact.signature(), token));
    }

    private static Rejection refusal(KeyAnswer answer) {
        if (answer == KeyAnswer.Problem.WEAK) {
            return Refusals.WEAK_KEY;
        }
        if (answer == KeyAnswer.Problem.AMBIGUOUS) {
            return Refusals.SHARED_KID;
        }
        return answer == KeyAnswer.Problem.NOT_ONE ? Refusals.NO_KID : Refusals.NO_SUCH_KEY;
    }
}
