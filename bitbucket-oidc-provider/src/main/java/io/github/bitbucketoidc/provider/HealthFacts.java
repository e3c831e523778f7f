package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.store.StoreHealth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a provider is at one moment. */
record HealthFacts(
        String policyDigest,
        Optional<String> problem,
        Map<String, Workspace.KeyState> keys,
        Map<String, StoreHealth> stores,
        List<String> overdue,
        long droppedEvents,
        AuditLog.Health audit,
        boolean ready)
        implements ProviderHealth {}
