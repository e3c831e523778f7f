package io.github.bitbucketoidc.store.aws.sts;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.support.SingleFlight;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private final Map<String, SingleFlight<Optional<Session>>> inFlight = new HashMap<>();

    public Sessions(Clock clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /** The session under a key, made if there is none that lasts. */
    public Session current(String key, Supplier<Session> make, Deadline deadline) {
        while (true) {
            SingleFlight<Optional<Session>>.Flight flight;
            synchronized (this) {
                Session known = lasting(key);
                if (known != null) {
                    return known;
                }
                flight = inFlight.computeIfAbsent(
                                key, k -> new SingleFlight<>("the login at STS", AwsErrors.UNTIL_RETRY))
                        .join();
            }
            if (flight.isFirst()) {
                return make(key, flight, make);
            }
            Optional<Session> shared = flight.await(deadline);
            if (shared.isPresent()) {
                return shared.get();
            }
        }
    }

    /** Makes a session for all threads that wait for it. They share a refusal; after any other failure each asks for itself. */
    private Session make(String key, SingleFlight<Optional<Session>>.Flight flight, Supplier<Session> make) {
        Optional<Session> made = Optional.empty();
        SecretStoreException refusal = null;
        try {
            Session session = make.get();
            keep(key, session);
            made = Optional.of(session);
            return session;
        } catch (SecretStoreException refused) {
            refusal = refused;
            throw refused;
        } finally {
            landed(key);
            if (refusal == null) {
                flight.complete(made);
            } else {
                flight.fail(refusal);
            }
        }
    }

    private synchronized void landed(String key) {
        inFlight.remove(key);
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
    synchronized int inFlight() {
        return inFlight.size();
    }
}
