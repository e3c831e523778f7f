package io.github.bitbucketoidc.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One read in a thread of its own, so that a store that never answers fails a test instead of stopping all of them. Ends as
 * an answer or as a failure.
 */
final class Attempt {

    private final SecretStore store;
    private final SecretRequest request;
    private final Duration timeout;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    // Written before the latch opens, read after.
    private @Nullable Map<SecretId, Secret> answer;
    private @Nullable Throwable failure;
    private boolean interrupted;

    private Attempt(SecretStore store, SecretRequest request, Duration timeout, boolean interruptFirst) {
        this.store = store;
        this.request = request;
        this.timeout = timeout;
        this.thread = new Thread(() -> run(interruptFirst), "secret-store-contract");
        this.thread.setDaemon(true);
    }

    static Attempt begin(SecretStore store, SecretRequest request, Duration timeout) {
        return begin(store, request, timeout, false);
    }

    /** Begins the read in a thread that is interrupted before it begins. */
    static Attempt beginInterrupted(SecretStore store, SecretRequest request, Duration timeout) {
        return begin(store, request, timeout, true);
    }

    private static Attempt begin(SecretStore store, SecretRequest request, Duration timeout, boolean interruptFirst) {
        Attempt attempt = new Attempt(store, request, timeout, interruptFirst);
        attempt.thread.start();
        return attempt;
    }

    private void run(boolean interruptFirst) {
        if (interruptFirst) {
            Thread.currentThread().interrupt();
        }
        try {
            answer = store.read(request);
        } catch (Throwable e) {
            failure = e;
        } finally {
            interrupted = Thread.currentThread().isInterrupted();
            ended.countDown();
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits until the read has ended; {@code when} says at what it should have. */
    Attempt end(String when) {
        boolean inTime;
        try {
            inTime = ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
        if (!inTime) {
            thread.interrupt();
        }
        assertThat(inTime).as("a read ends %s, also when nothing answers", when).isTrue();
        return this;
    }

    /** What was read, after the checks that hold for every answer. */
    Map<SecretId, Secret> answer() {
        end("at its deadline");
        if (failure != null) {
            throw new AssertionError("the store should answer " + request + ", but failed", failure);
        }
        assertThat(answer).as("the answer to %s", request).isNotNull();
        Map<SecretId, Secret> given = Objects.requireNonNull(answer);
        assertThat(given.keySet())
                .as("a store answers with nothing but what it was asked for")
                .isSubsetOf(request.ids());
        given.forEach((id, secret) -> assertThat(secret)
                .as("what does not exist is left out, not null: %s", id)
                .isNotNull());
        return new HashMap<>(given);
    }

    /** Why there is no answer; {@code null} if there is one. */
    @Nullable
    Throwable failure() {
        end("at its deadline");
        return failure;
    }

    /** Like {@link #answer()}, but failing as stores fail is right too: then nothing was read. */
    Map<SecretId, Secret> answerOrNothing() {
        if (failure() == null) {
            return answer();
        }
        assertThat(failure).as("how a store fails").isInstanceOf(SecretStoreException.class);
        return Map.of();
    }

    /** Whether the thread was still marked as interrupted when the store had returned. */
    boolean interrupted() {
        return interrupted;
    }
}
