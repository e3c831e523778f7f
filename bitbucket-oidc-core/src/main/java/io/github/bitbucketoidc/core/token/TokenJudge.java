package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.token.json.FlatFirst;
import io.github.bitbucketoidc.core.token.json.JsonReader;
import io.github.bitbucketoidc.core.token.json.JsonText;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import io.github.bitbucketoidc.core.token.keys.KeyAnswer;
import io.github.bitbucketoidc.core.token.keys.VerificationKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verifies tokens: runs the checks in their order. Immutable but for the keys, which are thread-safe. */
final class TokenJudge {

    private final Map<String, AcceptedIssuer> issuers;
    private final ClaimChecks checks;
    private final boolean missingKidAllowed;
    private final JsonReader json = new FlatFirst(new StrictJson());

    /** Accepts the tokens of these issuers. */
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
        Rejection refusal = compact.read(token);
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        TokenHeader header = new TokenHeader();
        refusal = Refusals.of(json.read(compact.header(), header));
        if (refusal == null) {
            refusal = header.check(missingKidAllowed);
        }
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
        AcceptedIssuer accepted = issuers.get(text.text());
        return accepted == null
                ? new Verification.Rejected(Refusals.OTHER_ISSUER)
                : judge(token, compact, header.kid(), claims, accepted);
    }

    private Verification judge(
            String token, CompactToken compact, @Nullable String kid, TokenClaims claims, AcceptedIssuer accepted) {
        KeyAnswer answer = accepted.keys().find(kid);
        if (answer == KeyAnswer.Problem.NO_SET || answer == KeyAnswer.Problem.NOT_IN_SET) {
            // A token that fails another check must cause no fetch, so its claims are checked before its signature
            // here.
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
