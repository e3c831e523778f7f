package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.Secret;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One read among several. When another one fails it is abandoned: not begun, if it has not yet; else it ends by itself, and
 * what it was given is revoked. It is not interrupted, because then nobody would know whether Vault made a lease.
 */
final class ReadTask implements Runnable {

    private final Supplier<Optional<Secret>> read;
    private final Consumer<Secret> revoke;
    private final CompletableFuture<Optional<Secret>> outcome = new CompletableFuture<>();
    private boolean abandoned;

    ReadTask(Supplier<Optional<Secret>> read, Consumer<Secret> revoke) {
        this.read = read;
        this.revoke = revoke;
    }

    @Override
    public void run() {
        if (isAbandoned()) {
            return;
        }
        try {
            Optional<Secret> secret = read.get();
            if (isAbandoned(secret)) {
                secret.ifPresent(revoke);
            }
        } catch (RuntimeException failure) {
            outcome.completeExceptionally(failure);
        } catch (Error defect) {
            outcome.completeExceptionally(defect);
            throw defect;
        }
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    private synchronized boolean isAbandoned(Optional<Secret> secret) {
        outcome.complete(secret);
        return abandoned;
    }

    Optional<Secret> get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(timeout, unit);
    }

    /** Nobody wants the outcome any more. */
    void abandon() {
        synchronized (this) {
            abandoned = true;
            if (!outcome.isDone() || outcome.isCompletedExceptionally()) {
                return; // run() sees it
            }
        }
        outcome.join().ifPresent(revoke);
    }
}
