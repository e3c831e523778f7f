package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
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
 * with it, while a step uses it. Such a token is left to its end, and said so. Thread-safe.
 */
final class LoginTokens {

    private static final System.Logger log = System.getLogger(LoginTokens.class.getPackageName());
    private static final VaultPath REVOKE_SELF = VaultPath.of("auth/token/revoke-self");
    private static final int TRIES = 3;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final VaultClient vault;
    private final Threads threads;
    private final Set<Login> kept = ConcurrentHashMap.newKeySet();

    /** Not needed any more, but for the leases that they own. */
    private final Set<Login> left = ConcurrentHashMap.newKeySet();

    LoginTokens(VaultClient vault, Threads threads) {
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
    Optional<Login> ownerOf(String lease) {
        return kept.stream().filter(login -> login.isOwnerOf(lease)).findAny();
    }

    /** A lease was given back: was it the last one for which its login was left, that one has no use any more. */
    void gaveBack(Login owner, String lease) {
        owner.gaveBack(lease);
        if (owner.runningLeases().isEmpty() && left.remove(owner)) {
            letGo(owner);
        }
    }

    /** It is not needed any more. Seen to when every call has ended that may be under way with it: one may make a lease. */
    void letGo(Login login) {
        login.leaveToItsEnd();
        letGo(login, TRIES, vault.timeOut());
    }

    /** Its token may be invalid. It may as well be good, and then its leases run on. */
    void letGoInDoubt(Login login) {
        log.log(
                Level.INFO,
                "{0} was refused and may not look at itself: it was revoked or is over, or its policies lack {1}",
                login,
                Logins.LOOK_UP_SELF);
        letGo(login);
    }

    private void letGo(Login login, int tries, Duration pause) {
        threads.after(pause, () -> {
            if (!isLeft(login) && !revoke(login, Deadline.after(vault.timeOut())) && tries > 1) {
                kept.add(login);
                letGo(login, tries - 1, pause.multipliedBy(2));
            }
        });
    }

    /** Whether there is nothing to revoke, or it must not be. */
    private boolean isLeft(Login login) {
        List<String> leases = login.runningLeases();
        if (!leases.isEmpty()) {
            log.log(
                    Level.INFO,
                    "{0} is left to its end in {1} s: it owns leases that a step may be using: {2}",
                    login,
                    login.remaining().toSeconds(),
                    leases);
            left.add(login);
            return true; // still kept: its leases may be given back one by one
        }
        kept.remove(login);
        return !login.isOursToRevoke() || login.hasEnded();
    }

    /** Whether it is over. */
    private boolean revoke(Login login, Deadline deadline) {
        try {
            VaultAnswer answer =
                    vault.send(VaultCall.write(REVOKE_SELF, Map.of(), true).as(login.token()), deadline);
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

    /** Lets all of them go, at the same time, and waits a little for Vault. */
    void close() {
        List<Login> revoked = new ArrayList<>(kept);
        revoked.removeIf(this::isLeft);
        Deadline deadline = Deadline.after(LONGEST_CLOSE);
        CountDownLatch left = new CountDownLatch(revoked.size());
        for (Login login : revoked) {
            threads.run(() -> {
                try {
                    if (!deadline.passed()) {
                        revoke(login, deadline);
                    }
                } finally {
                    left.countDown();
                }
            });
        }
        try {
            if (!left.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                log.log(
                        Level.WARNING,
                        "{0} login tokens were not revoked in time and end by themselves",
                        left.getCount());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an operator should know of: tokens that own leases, by accessor and lease id. */
    List<String> owners() {
        return kept.stream()
                .filter(login -> !login.runningLeases().isEmpty())
                .map(login -> login + " owns " + login.runningLeases())
                .toList();
    }
}
