package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.core.token.json.JsonText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The checks of the claims (RFC 7519, section 4.1, and attack rows C5 to C17). They run in the order of {@link Rejection.Code}:
 * something is missing, has the wrong type, contradicts something else, is of another workspace, is for another audience, is
 * out of time. Immutable.
 */
final class ClaimChecks {

    /** How the audience that Bitbucket writes by default begins; the workspace's UUID follows, without braces. */
    static final int MOST_AUDIENCES = 50;

    /** The last second of the year 9999: beyond it, sums and {@code Instant} would not be safe (attack row C5). */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Clock clock;
    private final long skewMillis;
    private final long maxLifetimeSeconds;
    private final long maxAgeMillis;

    ClaimChecks(Clock clock, Duration skew, Duration maxLifetime, @Nullable Duration maxAge) {
        this.clock = clock;
        this.skewMillis = skew.toMillis();
        this.maxLifetimeSeconds = maxLifetime.toSeconds();
        this.maxAgeMillis = maxAge == null ? Long.MAX_VALUE : maxAge.toMillis();
    }

    /** Holds the claims of a token against its workspace; null if all is well. */
    @Nullable
    Rejection check(TokenClaims claims, AcceptedIssuer accepted) {
        Rejection refusal = checkTypes(claims);
        if (refusal == null) {
            refusal = checkAgreement(claims, accepted);
        }
        return refusal == null ? checkTimes(claims) : refusal;
    }

    private static @Nullable Rejection checkTypes(TokenClaims claims) {
        int missing = StandardClaim.REQUIRED & ~claims.present();
        if (missing != 0) {
            return Refusals.missing(StandardClaim.at(Integer.numberOfTrailingZeros(missing)));
        }
        for (int i = 0; i < StandardClaim.COUNT; i++) {
            StandardClaim claim = StandardClaim.at(i);
            Object value = claims.value(claim);
            if (value != null && !fits(claim.form(), value)) {
                return Refusals.misfit(claim);
            }
        }
        return null;
    }

    private static boolean fits(StandardClaim.Form form, Object value) {
        return switch (form) {
            case TEXT, SUBJECT ->
                value instanceof JsonText; // what a subject is made of is checked with the claims it names
            case UUID -> value instanceof JsonText text && text.isUuid();
            case SECONDS -> value instanceof Long seconds && seconds >= 0 && seconds <= LAST_SECOND;
            case AUDIENCES ->
                value instanceof JsonText text
                        ? text.length() > 0
                        : value instanceof List<?> list && list.size() <= MOST_AUDIENCES && !list.contains("");
        };
    }

    private static @Nullable Rejection checkAgreement(TokenClaims claims, AcceptedIssuer accepted) {
        Subject.Check subject = Subject.check(
                claims.required(StandardClaim.SUBJECT),
                claims.required(StandardClaim.REPOSITORY),
                claims.text(StandardClaim.ENVIRONMENT),
                claims.required(StandardClaim.STEP));
        if (subject != Subject.Check.FITS) {
            return subject == Subject.Check.CONTRADICTS
                    ? Refusals.SUBJECT_CONFLICT
                    : Refusals.misfit(StandardClaim.SUBJECT);
        }
        JsonText workspace = claims.required(StandardClaim.WORKSPACE);
        if (workspace.isEqualTo(accepted.uuidClaim())
                && claims.value(StandardClaim.AUDIENCE) instanceof JsonText audience
                && accepted.isOwnAudience(audience)) {
            return null;
        }
        String workspaceUuid = workspace.text();
        boolean ours = false;
        List<String> audiences = claims.audiences();
        for (int i = 0; i < audiences.size(); i++) {
            String audience = audiences.get(i);
            if (namesOtherWorkspace(audience, workspaceUuid)) {
                return Refusals.AUDIENCE_CONFLICT;
            }
            ours |= accepted.audiences().contains(audience);
        }
        // By value and not by slug: the slug in the issuer is a name that can be given away (C20, R20).
        if (!workspace.isEqualTo(accepted.uuidClaim())) {
            return Refusals.OTHER_WORKSPACE;
        }
        return ours ? null : Refusals.NO_AUDIENCE_OF_OURS;
    }

    /**
     * Whether an audience is the ARI of another workspace than the token's own (attack row C16), also when a committer chose it as
     * one among several: Bitbucket never writes a foreign one, and a provider that is asked with it is not the one it is for. What
     * follows counts as a UUID in either case and with or without braces, so that spelling cannot hide a contradiction.
     */
    private static boolean namesOtherWorkspace(String audience, String workspaceUuid) {
        if (!audience.startsWith(Workspace.AUDIENCE_PREFIX)) {
            return false;
        }
        int start = Workspace.AUDIENCE_PREFIX.length();
        int length = StrictUuid.LENGTH - 2;
        if (audience.length() == start + length && audience.regionMatches(start, workspaceUuid, 1, length)) {
            return false;
        }
        String written = audience.substring(start).toLowerCase(Locale.ROOT);
        String named = written.startsWith("{") ? written : "{" + written + "}";
        return StrictUuid.is(named) && !named.equals(workspaceUuid);
    }

    /**
     * For how many milliseconds a token with good claims has been there for certain: since {@code iat}, less what clocks may differ.
     * Its own word, not proved yet; negative if it may have been made just now.
     */
    long issuedAgo(TokenClaims claims) {
        return clock.millis() - millis(claims.number(StandardClaim.ISSUED_AT)) - skewMillis;
    }

    private @Nullable Rejection checkTimes(TokenClaims claims) {
        long now = clock.millis();
        long expires = claims.number(StandardClaim.EXPIRES);
        long issuedAt = claims.number(StandardClaim.ISSUED_AT);
        // RFC 7519, section 4.1.4: "on or after" the instant it has expired (attack row C6).
        if (now >= millis(expires) + skewMillis) {
            return Refusals.PAST_ITS_END;
        }
        boolean early = millis(issuedAt) > now + skewMillis;
        if (claims.value(StandardClaim.NOT_BEFORE) != null) {
            early |= millis(claims.number(StandardClaim.NOT_BEFORE)) > now + skewMillis;
        }
        if (early) {
            return Refusals.NOT_YET;
        }
        if (expires < issuedAt) {
            return Refusals.ENDS_BEFORE_BEGIN;
        }
        if (expires - issuedAt > maxLifetimeSeconds) {
            return Refusals.LIVES_TOO_LONG;
        }
        // Without the skew, which is there to forgive what is wrong with the issuer's clock, not to lengthen a limit.
        return now - millis(issuedAt) > maxAgeMillis ? Refusals.TOO_OLD : null;
    }

    private static long millis(long seconds) {
        return seconds * 1000;
    }
}
