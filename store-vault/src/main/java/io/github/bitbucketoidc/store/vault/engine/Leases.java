package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import io.github.bitbucketoidc.store.vault.login.Login;
import io.github.bitbucketoidc.store.vault.login.LoginTokens;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Revokes leases before they expire, each by its own id and with the login that owns it. (Revoking by prefix would need
 * {@code sudo}.) Thread-safe.
 */
public final class Leases {

    private static final System.Logger log = System.getLogger(Leases.class.getPackageName());
    private static final VaultPath REVOKE = VaultPath.of("sys/leases/revoke");
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final VaultClient vault;
    private final LoginTokens tokens;
    private final Threads threads;
    private final Set<Lease> left = ConcurrentHashMap.newKeySet();

    public Leases(VaultClient vault, LoginTokens tokens, Threads threads) {
        this.vault = vault;
        this.tokens = tokens;
        this.threads = threads;
    }

    /**
     * Revokes a lease; one that nobody here knows is over, or will be with its login.
     *
     * @throws SecretStoreException if it may still be running
     */
    public void revoke(Lease lease, Deadline deadline) {
        Optional<Login> owner = tokens.ownerOf(lease.id());
        if (owner.isEmpty()) {
            return;
        }
        VaultCall call = VaultCall.write(REVOKE, Map.of("lease_id", lease.id()), true);
        VaultAnswer answer = vault.send(owner.get().sign(call), deadline);
        if (answer.ok() || answer.tokenIsInvalid() || answer.status() == 400) {
            tokens.leaseRevoked(
                    owner.get(), lease.id()); // 400: Vault does not know it; with an invalid token its leases are gone
            return;
        }
        throw Failures.denied(
                "lease " + lease.id() + " of " + owner.get() + " was not revoked (" + answer.status() + ")"
                        + answer.reason() + ": its policy must allow update on sys/leases/revoke",
                List.of());
    }

    /** Revokes what a secret was made under, if anything; does not wait, and tries several times. */
    public void revokeLater(Secret secret) {
        secret.lease().ifPresent(lease -> {
            left.add(lease);
            threads.after(Duration.ZERO, () -> tryRevoke(lease, 1));
        });
    }

    private void tryRevoke(Lease lease, int attempt) {
        try {
            revoke(lease, Deadline.after(vault.timeOut()));
            left.remove(lease);
        } catch (SecretStoreException failure) {
            log.log(Level.WARNING, "attempt {0}: {1}", attempt, failure.getMessage());
            if (attempt < TRIES) {
                threads.after(FIRST_PAUSE.multipliedBy(1L << attempt), () -> tryRevoke(lease, attempt + 1));
            }
        }
    }

    /** What should have been revoked and was not, for the operator: each lease with the accessor of its login. */
    public List<String> notRevoked() {
        left.removeIf(lease -> tokens.ownerOf(lease.id())
                .filter(owner -> owner.runningLeases().contains(lease.id()))
                .isEmpty());
        return left.stream()
                .map(lease -> lease.id() + " of accessor " + lease.holder().orElse("unknown"))
                .toList();
    }
}
