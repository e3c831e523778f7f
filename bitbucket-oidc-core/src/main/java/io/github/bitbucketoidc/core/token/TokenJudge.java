package io.github.bitbucketoidc.core.token;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way of a token through the checks, in their order. Immutable but for the keys, which are thread-safe. */
final class TokenJudge {

    private final Map<String, Tenant> tenants;
    private final ClaimChecks checks;
    private final boolean missingKidAllowed;
    private final StrictJson json = new StrictJson();
    private final KnownHeaders headers = new KnownHeaders();

    /** Judges by these workspaces, each under its issuer. */
    TokenJudge(Map<String, Tenant> tenants, ClaimChecks checks, boolean missingKidAllowed) {
        this.tenants = Map.copyOf(tenants);
        this.checks = checks;
        this.missingKidAllowed = missingKidAllowed;
    }

    Map<String, Tenant> tenants() {
        return tenants;
    }

    Verification verify(String token) {
        CompactToken compact = new CompactToken();
        Rejection refusal = compact.split(token);
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        KnownHeaders.Header known = headers.find(compact.text(), compact.headerLength());
        if (known != null) {
            refusal = compact.decodeBehindKnownHeader();
            return refusal == null ? judge(token, compact, known.kid()) : new Verification.Rejected(refusal);
        }
        TokenHeader header = new TokenHeader();
        refusal = read(compact, header);
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        Verification verification = judge(token, compact, header.kid());
        if (verification instanceof Verification.Verified) {
            headers.remember(compact.text(), compact.headerLength(), header.kid());
        }
        return verification;
    }

    private @Nullable Rejection read(CompactToken compact, TokenHeader header) {
        Rejection refusal = compact.decode();
        if (refusal == null) {
            refusal = json.read(compact.header(), header);
        }
        return refusal == null ? header.check(missingKidAllowed) : refusal;
    }

    /** Judges a token whose header is as it must be. */
    private Verification judge(String token, CompactToken compact, @Nullable String kid) {
        TokenClaims claims = new TokenClaims();
        Rejection refusal = json.read(compact.payload(), claims);
        if (refusal != null) {
            return new Verification.Rejected(refusal);
        }
        Object issuer = claims.value(StandardClaim.ISSUER);
        if (!(issuer instanceof JsonText text)) {
            return new Verification.Rejected(
                    issuer == null ? Refusals.missing(StandardClaim.ISSUER) : Refusals.misfit(StandardClaim.ISSUER));
        }
        Tenant tenant = tenants.get(text.text());
        return tenant == null
                ? new Verification.Rejected(Refusals.OTHER_ISSUER)
                : judge(token, compact, kid, claims, tenant);
    }

    private Verification judge(
            String token, CompactToken compact, @Nullable String kid, TokenClaims claims, Tenant tenant) {
        KeyAnswer answer = tenant.keys().find(kid);
        if (answer == KeyAnswer.Problem.NO_SET || answer == KeyAnswer.Problem.NOT_IN_SET) {
            // A token that fails another check must cause no fetch, so its claims come first for once (design, section
            // 6).
            Rejection refusal = checks.check(claims, tenant);
            if (refusal != null) {
                return new Verification.Rejected(answer == KeyAnswer.Problem.NO_SET ? refusal : Refusals.NO_SUCH_KEY);
            }
            answer = tenant.keys().await(kid);
        }
        if (!(answer instanceof VerificationKey key)) {
            return new Verification.Rejected(refusal(answer));
        }
        if (!key.verifies(compact.text(), compact.signedLength(), compact.signature())) {
            return new Verification.Rejected(Refusals.BAD_SIGNATURE);
        }
        Rejection refusal = checks.check(claims, tenant);
        return refusal != null
                ? new Verification.Rejected(refusal)
                : new Verification.Verified(
                        new VerifiedToken(tenant.workspace(), claims, key.kid(), compact.signature(), token));
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
