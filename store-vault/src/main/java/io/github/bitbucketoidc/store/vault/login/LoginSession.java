package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.support.SingleFlight;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One login that many threads use. Whoever first finds that there is none starts it, the others wait for the same one, each
 * as long as its own request may take. Thread-safe.
 */
public final class LoginSession {

    /** After a refusal Vault is not asked again for so long: a wrong credential does not get right by repetition. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);

    private final VaultClient vault;
    private final Threads threads;
    private final LongSupplier nanoTime;
    private final SingleFlight<Login> logins = new SingleFlight<>("the login", null);

    private @Nullable Login current;
    private @Nullable SecretStoreException refusal;
    private long refusedUntil;
    private boolean over;

    public LoginSession(VaultClient vault, Threads threads, LongSupplier nanoTime) {
        this.vault = vault;
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    synchronized Optional<Login> current() {
        return Optional.ofNullable(current);
    }

    /**
     * The login, made now if there is none.
     *
     * @param then told of a login that was made, before anybody uses it
     */
    Login login(LoginMethod method, Listener then, Deadline deadline) {
        SingleFlight<Login>.Flight flight;
        synchronized (this) {
            if (current != null && !current.hasEnded()) {
                return current;
            }
            if (refusal != null && refusedUntil - nanoTime.getAsLong() > 0) {
                throw Failures.copy(refusal);
            }
            flight = logins.join();
        }
        if (flight.isFirst()) {
            // outside of the lock: when every thread is busy it runs on this one, and nobody may wait that long for it
            start(method, then, flight);
        }
        return flight.await(deadline);
    }

    /** Told of logins that were made. */
    interface Listener {
        void loggedIn(Login login, Optional<Login> before);

        /** There is none: it was refused, or could not be made. */
        default void notLoggedIn() {}
    }

    private void start(LoginMethod method, Listener then, SingleFlight<Login>.Flight flight) {
        try {
            threads.run(() -> logIn(method, then, flight));
        } catch (RejectedExecutionException closed) {
            flight.fail(Failures.unavailable("the store is closed", List.of()));
        }
    }

    private void logIn(LoginMethod method, Listener then, SingleFlight<Login>.Flight flight) {
        try {
            Login login = method.logIn(vault, Deadline.after(vault.timeOut()));
            then.loggedIn(login, replace(login));
            flight.complete(login);
        } catch (SecretStoreException failure) {
            try {
                failed(failure);
                then.notLoggedIn();
            } finally {
                flight.fail(failure);
            }
        } catch (RuntimeException | Error defect) {
            flight.fail(defect);
            throw defect;
        }
    }

    /** Nobody will ask for it any more; what it has, or will have when a login that is under way ends, is to be let go. */
    synchronized Optional<Login> end() {
        over = true;
        return current();
    }

    synchronized boolean isOver() {
        return over;
    }

    private synchronized Optional<Login> replace(Login login) {
        Optional<Login> before = Optional.ofNullable(current);
        current = login;
        refusal = null;
        return before;
    }

    private synchronized void failed(SecretStoreException failure) {
        if (failure.kind() == SecretStoreException.Kind.DENIED) {
            refusal = failure;
            refusedUntil = nanoTime.getAsLong() + AFTER_REFUSAL.toNanos();
        }
    }

    /**
     * The login is not good any more; one that has been replaced meanwhile is not touched.
     *
     * @return whether it was the current one
     */
    synchronized boolean drop(Login login) {
        if (current != login) {
            return false;
        }
        current = null;
        return true;
    }

    /** Begins a new login that replaces one that is still good: it is used as soon as it is there. */
    void renewWith(LoginMethod method, Listener then) {
        SingleFlight<Login>.Flight flight = logins.join();
        if (flight.isFirst()) {
            start(method, then, flight);
        }
    }
}
