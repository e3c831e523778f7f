package io.github.bitbucketoidc.store.support;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Work that several threads need at the same time and that one of them does, such as a login. The others wait for its outcome, each within
 * its own deadline. Nothing is remembered: after the end of a flight, the next thread begins another one. Thread-safe.
 *
 * <pre>{@code
 * private final SingleFlight<String> logins = new SingleFlight<>("the login", null);
 *
 * String logIn(java.util.function.Supplier<String> login, Deadline deadline) {
 *     SingleFlight<String>.Flight flight = logins.join();
 *     if (flight.isFirst()) {
 *         try {
 *             flight.complete(login.get());
 *         } catch (RuntimeException | Error failure) {
 *             flight.fail(failure);
 *         }
 *     }
 *     return flight.await(deadline);
 * }
 * }</pre>
 *
 * <p>A store that keeps the outcome keeps it <em>before</em> it ends the flight, and joins under the lock that guards what it keeps: else
 * a thread could find neither the outcome nor the flight, and begin a second one.
 *
 * @param <T> the outcome
 * @since 0.1.0
 */
public final class SingleFlight<T> {

    private final String work;
    private final @Nullable Duration retryAfter;
    private @Nullable CompletableFuture<T> inFlight;

    /**
     * Begins nothing yet.
     *
     * @param work what is done, for the operator, for example {@code the login}
     * @param retryAfter how long a caller that waited without success is told to wait before it tries again, or {@code null} if nothing is known of that
     */
    public SingleFlight(String work, @Nullable Duration retryAfter) {
        this.work = work;
        this.retryAfter = retryAfter;
    }

    /**
     * Joins the flight that is under way, or begins one. Whoever begins it has to end it, on whatever thread.
     *
     * @return the flight
     */
    public synchronized Flight join() {
        CompletableFuture<T> outcome = inFlight;
        boolean first = outcome == null;
        if (outcome == null) {
            outcome = new CompletableFuture<>();
            inFlight = outcome;
        }
        return new Flight(outcome, first);
    }

    private synchronized void land(CompletableFuture<T> outcome) {
        if (inFlight == outcome) {
            inFlight = null;
        }
    }

    /** One flight, as one of its threads sees it. Thread-safe. */
    public final class Flight {

        private final CompletableFuture<T> outcome;
        private final boolean first;

        private Flight(CompletableFuture<T> outcome, boolean first) {
            this.outcome = outcome;
            this.first = first;
        }

        /**
         * Whether this thread began the flight.
         *
         * @return whether it has to do the work and to end the flight
         */
        public boolean isFirst() {
            return first;
        }

        /**
         * Ends the flight.
         *
         * @param value its outcome
         */
        public void complete(T value) {
            land(outcome);
            outcome.complete(value);
        }

        /**
         * Ends the flight without an outcome.
         *
         * @param failure why; a {@link SecretStoreException} is thrown by each thread that waits, as a copy
         */
        public void fail(Throwable failure) {
            land(outcome);
            outcome.completeExceptionally(failure);
        }

        /**
         * Waits for the outcome. A thread that waits no longer does not end the flight.
         *
         * @param deadline until when
         * @return the outcome
         * @throws SecretStoreException what the flight failed with; of kind UNAVAILABLE if the deadline passes or this thread is interrupted
         * @throws IllegalStateException if the flight failed with a defect
         */
        public T await(Deadline deadline) {
            try {
                return outcome.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw unavailable("was interrupted");
            } catch (TimeoutException tooSlow) {
                throw unavailable("did not end before the deadline");
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof SecretStoreException known) {
                    throw Failures.copy(known);
                }
                throw new IllegalStateException(work + " failed with a defect", failed.getCause());
            }
        }

        private SecretStoreException unavailable(String why) {
            return Failures.unavailable(work + ' ' + why, List.of(), retryAfter);
        }
    }
}
