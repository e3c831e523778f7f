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
 * The checks of the claims (RFC 7519, section 4.1, and attack rows C5 to C17), in the order of {@link Rejection.Code}: missing
 * claims, types, contradictions, the workspace, the audience, times. Immutable.
 */
final class ClaimChecks {

    /** A token with more audiences is refused (attack row C11). */
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

    /** Checks the claims of a token against its workspace; returns null if all pass. */
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
     * Returns whether an audience is the ARI of another workspace than the token's own (attack row C16). That is refused even if it is
     * one audience among several: Bitbucket never writes the ARI of another workspace, and a token with one was made for another
     * provider. The UUID in it counts in either case and with or without braces, so that its spelling cannot hide a contradiction.
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
     * Returns for how many milliseconds a token with good claims has existed for certain: since {@code iat}, less the skew. The token says
     * so itself, and it is not verified yet; negative if it may have been made just now.
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
        // Without the skew, which allows for a wrong clock of the issuer and must not lengthen a limit.
        return now - millis(issuedAt) > maxAgeMillis ? Refusals.TOO_OLD : null;
    }

    private static long millis(long seconds) {
        return seconds * 1000;
    }
}
