package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.audit.AuditLog;
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
 * @since 0.1.0
 */
public interface ProviderHealth {

    /** {@return which version of the policy is in use; empty for a policy made in code} */
    String policyDigest();

    /** {@return why the last reload was refused, if it was: the last good policy is in use then} */
    Optional<String> problem();

    /** {@return how the key set of each issuer is, by issuer} */
    Map<String, Workspace.KeyState> keys();

    /**
     * {@return how each store says it is, by its name in the policy; {@code DOWN} too when it failed so often that it
     * is not asked}
     */
    Map<String, StoreHealth> stores();

    /** {@return the grants whose review is overdue, in the order of the policy} */
    List<String> overdue();

    /** {@return how many events no listener was told of, because listeners are too slow; 0 is what it should be} */
    long droppedEvents();

    /** {@return how the audit logs are} */
    AuditLog.Health audit();

    /** {@return whether it can answer: it is not closed, and no mandatory audit log has failed five times in a row} */
    boolean ready();
}
