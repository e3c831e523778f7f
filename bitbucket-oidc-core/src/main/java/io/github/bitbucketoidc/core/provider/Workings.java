package io.github.bitbucketoidc.core.provider;

/** What every request of a provider uses, whatever the version of the policy. */
record Workings(
        StoreReads storeReads,
        LeaseBook leaseBook,
        ReplayGuard replayGuard,
        ClaimDrift claimDrift,
        AuditLogs auditLogs,
        Listeners listeners,
        boolean explained) {}
