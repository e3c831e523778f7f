package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.lease.LeaseRegistry;
import io.github.bitbucketoidc.provider.record.AuditLogs;
import io.github.bitbucketoidc.provider.record.Listeners;
import io.github.bitbucketoidc.provider.record.Unproven;
import io.github.bitbucketoidc.provider.stores.StoreReads;
import io.github.bitbucketoidc.provider.tokens.Revocations;

/** What every request of a provider uses, whatever the version of the policy. */
record Workings(
        StoreReads storeReads,
        LeaseRegistry leaseBook,
        Revocations revocations,
        GuardCalls replayGuard,
        ClaimDrift claimDrift,
        AuditLogs auditLogs,
        Unproven unproven,
        Listeners listeners,
        boolean explained) {}
