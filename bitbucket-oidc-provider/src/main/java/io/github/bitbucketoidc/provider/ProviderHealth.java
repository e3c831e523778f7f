package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.core.issuer.KeyState;
import io.github.bitbucketoidc.provider.audit.AuditHealth;
import io.github.bitbucketoidc.store.StoreHealth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a provider is: for operators, never for callers. A provider is ready when it has a policy and its mandatory audit logs take events;
 * neither keys nor stores are needed for that, because they come and go. Immutable.
 *
 * <pre>{@code
 * ProviderHealth health = provider.health();
 * boolean alarm = health.problem().isPresent() || !health.overdue().isEmpty();
 * health.keys().forEach((issuer, keys) -> log.info("{}: {} usable keys", issuer, keys.usableKeys()));
 * }</pre>
 *
 * @param policyDigest which version of the policy is in use; empty for a policy made in code
 * @param problem why the last reload was refused, if it was: the last good policy is in use then
 * @param keys how the key set of each issuer is, by issuer
 * @param stores how each store says it is, by its name in the policy; {@code DOWN} too when it failed so often that it is not asked
 * @param overdue the grants whose review is overdue, in the order of the policy
 * @param droppedEvents how many events no listener was told of, because listeners are too slow; 0 is what it should be
 * @param audit how the audit logs are
 * @param ready whether it can answer: it is not closed, and no mandatory audit log has failed five times in a row
 * @since 0.1.0
 */
public record ProviderHealth(
        String policyDigest,
        Optional<String> problem,
        Map<String, KeyState> keys,
        Map<String, StoreHealth> stores,
        List<String> overdue,
        long droppedEvents,
        AuditHealth audit,
        boolean ready) {}
