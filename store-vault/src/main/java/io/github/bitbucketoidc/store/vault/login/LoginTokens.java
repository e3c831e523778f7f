package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The login tokens that are ours. One that is not needed any more is revoked, unless it owns a lease: that lease would end
 * with it, while a step uses it. Such a token is left to expire, and logged. Thread-safe.
 */
public final class LoginTokens {

    private static final System.Logger log = System.getLogger(LoginTokens.class.getPackageName());
    static final VaultPath RENEW_SELF = VaultPath.of("auth/token/renew-self");
    private static final VaultPath REVOKE_SELF = VaultPath.of("auth/token/revoke-self");
    private static final int TRIES = 3;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final VaultClient vault;
    private final Threads threads;
    private final Duration longestLease;
    private final Set<Login> kept = ConcurrentHashMap.newKeySet();

    /** Not needed any more, but for the leases that they own. */
    private final Set<Login> left = ConcurrentHashMap.newKeySet();

    public LoginTokens(VaultClient vault, Threads threads, Duration longestLease) {
        this.longestLease = longestLease;
        this.vault = vault;
        this.threads = threads;
    }

    void keep(Login login) {
        kept.removeIf(Login::hasEnded);
        left.removeIf(Login::hasEnded);
        kept.add(login);
    }

    /** Vault does not know it any more. */
    void forget(Login login) {
        kept.remove(login);
    }

    /** The login that owns a lease, if it is one of ours. */
    public Optional<Login> ownerOf(String lease) {
        return kept.stream().filter(login -> login.isOwnerOf(lease)).findAny();
    }

    /** A lease was revoked: was it the last one for which its login was left, that one has no use any more. */
    public void leaseRevoked(Login owner, String lease) {
        owner.revoked(lease);
        if (owner.runningLeases().isEmpty() && left.remove(owner)) {
            retire(owner);
        }
    }

    /** It is not needed any more. Seen to when every call has ended that may be under way with it: one may make a lease. */
    void retire(Login login) {
        retire(login, TRIES, vault.timeOut());
    }

    /** It may own a lease that nobody knows: as soon as Vault must have ended what was under way when the answer was lost. */
    void retireSoon(Login login) {
        retire(login, TRIES, vault.timeOut().compareTo(SOON) < 0 ? vault.timeOut() : SOON);
    }

    /** Its token may be invalid. It may as well be good, and then its leases run on. */
    void retireInDoubt(Login login) {
        log.log(
                Level.INFO,
                "{0} was refused and may not look at itself: it was revoked or is over, or its policies lack {1}",
                login,
                TokenCheck.LOOK_UP_SELF);
        retire(login);
    }

    private void retire(Login login, int tries, Duration pause) {
        threads.after(pause, () -> {
            if (!isLeft(login) && !revoke(login, Deadline.after(vault.timeOut())) && tries > 1) {
                kept.add(login);
                retire(login, tries - 1, pause.multipliedBy(2));
            }
        });
    }

    /** Whether there is nothing to revoke, or it must not be. */
    private boolean isLeft(Login login) {
        List<String> leases = login.runningLeases();
        if (!leases.isEmpty()) {
            log.log(
                    Level.INFO,
                    "{0} is left to expire in {1} s: it owns leases that a step may be using: {2}",
                    login,
                    login.remaining().toSeconds(),
                    leases);
            left.add(login);
            return true; // still kept: its leases may be revoked one by one
        }
        kept.remove(login);
        return !login.isOursToRevoke() || login.hasEnded() || login.isUsedUp();
    }

    /** Whether it is over. */
    private boolean revoke(Login login, Deadline deadline) {
        try {
            VaultAnswer answer = vault.send(login.sign(VaultCall.write(REVOKE_SELF, Map.of(), true)), deadline);
            boolean unknown = answer.isRefusal() && login.isDoubtful();
            if (answer.ok() || answer.tokenIsInvalid() || unknown) {
                return true;
            }
            log.log(Level.WARNING, "{0} was not revoked ({1}){2}", login, answer.status(), answer.reason());
        } catch (SecretStoreException failure) {
            log.log(Level.WARNING, "{0} was not revoked: {1}", login, failure.getMessage());
        }
        return false;
    }

    /** Renews a login that is left for its leases: nobody will do so any more. */
    private void renewOnce(Login login, Deadline deadline) {
        Duration left = login.remaining();
        Duration lease = login.longestLease().compareTo(longestLease) < 0 ? login.longestLease() : longestLease;
        Duration asked = lease.compareTo(left) > 0 ? lease : left;
        Map<String, String> body = Map.of("increment", asked.plusSeconds(1).toSeconds() + "s");
        try {
            VaultAnswer answer = vault.send(login.sign(VaultCall.write(RENEW_SELF, body, true)), deadline);
            if (!answer.ok()) {
                log.log(Level.INFO, "{0} was not renewed ({1}){2}", login, answer.status(), answer.reason());
            }
        } catch (SecretStoreException failure) {
            log.log(Level.INFO, "{0} was not renewed: {1}", login, failure.getMessage());
        }
    }

    /** Lets all of them go, at the same time, and waits a little for Vault. */
    public void close() {
        List<Login> owners = new ArrayList<>(kept);
        List<Login> revoked = new ArrayList<>(kept);
        revoked.removeIf(this::isLeft);
        owners.removeAll(revoked);
        owners.removeIf(login -> !login.isRenewedHere() || login.runningLeases().isEmpty());
        Deadline deadline = Deadline.after(LONGEST_CLOSE);
        CountDownLatch left = new CountDownLatch(revoked.size() + owners.size());
        for (Login login : owners) {
            closing(left, deadline, () -> renewOnce(login, deadline));
        }
        for (Login login : revoked) {
            closing(left, deadline, () -> revoke(login, deadline));
        }
        try {
            if (!left.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                log.log(
                        Level.WARNING,
                        "{0} login tokens were not renewed or revoked in time and end by themselves",
                        left.getCount());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void closing(CountDownLatch left, Deadline deadline, Runnable task) {
        threads.run(() -> {
            try {
                if (!deadline.passed()) {
                    task.run();
                }
            } finally {
                left.countDown();
            }
        });
    }

    /** What an operator should know of: tokens that own leases, by accessor and lease id. */
    List<String> owners() {
        return kept.stream()
                .filter(login -> !login.runningLeases().isEmpty())
                .map(login -> login + " owns " + login.runningLeases())
                .toList();
    }
}
