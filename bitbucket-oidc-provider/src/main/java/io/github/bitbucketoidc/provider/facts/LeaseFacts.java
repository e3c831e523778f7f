package io.github.bitbucketoidc.provider.facts;

import io.github.bitbucketoidc.provider.release.StepLease;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** How a lease that was made for a step is at one moment. */
public record LeaseFacts(
        String store,
        String lease,
        Optional<String> holder,
        UUID workspace,
        UUID repository,
        UUID step,
        Instant expires,
        State state,
        int attempts,
        String problem)
        implements StepLease {}
