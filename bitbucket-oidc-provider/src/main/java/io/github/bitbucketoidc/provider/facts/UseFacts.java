package io.github.bitbucketoidc.provider.facts;

import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import java.time.Instant;

/** One use of a verified token, as a replay guard is asked about it. */
public record UseFacts(
        String issuer,
        String signatureDigest,
        String run,
        String source,
        Instant at,
        Instant issuedAt,
        Instant forgettable,
        String id)
        implements ReplayGuard.Use {}
