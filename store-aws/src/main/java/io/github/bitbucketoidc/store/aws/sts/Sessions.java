package io.github.bitbucketoidc.store.aws.sts;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.support.Failures;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Sessions that are used again until a minute before their end. Each is asked for once, however many threads need it, and is
 * forgotten at its end. What is being asked for is kept apart: a login that is refused evicts no session (attack row
 * D11). Thread-safe.
 */
public final class Sessions {

    /** A session with less time than this is replaced before it is used. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    /** How many sessions are kept; beyond it the oldest is forgotten and would be asked for again. */
    static final int MOST = 10_000;

    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /** No more than there are threads that ask. */
    private final Map<String, Flight> underWay = new HashMap<>();

    public Sessions(Clock clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /** One session that is being asked for, by one thread at a time. */
    private static final class Flight {
        final ReentrantLock lock = new ReentrantLock();
        int waiting;

        @Nullable
        SecretStoreException failure;

        long failed;
    }

    /** The session under a key, made if there is none that lasts. */
    public Session current(String key, Supplier<Session> make, Deadline deadline) {
        Session known = lasting(key);
        if (known != null) {
            return known;
        }
        Flight flight = join(key);
        try {
            return current(key, flight, make, deadline);
        } finally {
            leave(key, flight);
        }
    }

    private Session current(String key, Flight flight, Supplier<Session> make, Deadline deadline) {
        long asked = System.nanoTime();
        try {
            if (!flight.lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw AwsErrors.unavailable("STS did not answer before the deadline", List.of());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AwsErrors.unavailable("the read was interrupted", List.of());
        }
        try {
            return make(key, flight, make, asked);
        } finally {
            flight.lock.unlock();
        }
    }

    private Session make(String key, Flight flight, Supplier<Session> make, long asked) {
        Session known = lasting(key);
        if (known != null) {
            return known;
        }
        SecretStoreException failure = flight.failure;
        if (failure != null && flight.failed - asked >= 0) {
            throw Failures.copy(failure); // who asked while another thread was refused is not refused again
        }
        try {
            Session made = make.get();
            flight.failure = null;
            keep(key, made);
            return made;
        } catch (SecretStoreException refused) {
            flight.failed = System.nanoTime();
            flight.failure = refused;
            throw refused;
        }
    }

    private synchronized Flight join(String key) {
        Flight flight = underWay.computeIfAbsent(key, k -> new Flight());
        flight.waiting++;
        return flight;
    }

    private synchronized void leave(String key, Flight flight) {
        if (--flight.waiting == 0) {
            underWay.remove(key, flight);
        }
    }

    private synchronized @Nullable Session lasting(String key) {
        Session known = sessions.get(key);
        return known != null
                        && Duration.between(clock.instant(), known.expires()).compareTo(MARGIN) > 0
                ? known
                : null;
    }

    private synchronized void keep(String key, Session session) {
        sessions.remove(key); // the new one is the newest
        if (sessions.size() >= MOST) {
            Iterator<Session> oldest = sessions.values().iterator();
            oldest.next();
            oldest.remove();
        }
        sessions.put(key, session);
        long left = Duration.between(clock.instant(), session.expires()).toMillis();
        try {
            Object unused = timer.schedule(() -> forget(key, session), Math.max(0, left), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            forget(key, session);
        }
    }

    private synchronized void forget(String key, Session session) {
        sessions.remove(key, session);
    }

    /** AWS says that the session of these credentials has ended. */
    public synchronized void ended(String key, AwsCredentials credentials) {
        Session session = sessions.get(key);
        if (session != null && session.credentials().equals(credentials)) {
            sessions.remove(key);
        }
    }

    /** How many sessions there are. */
    synchronized int size() {
        return sessions.size();
    }

    /** How many are being asked for. */
    synchronized int underWay() {
        return underWay.size();
    }
}
