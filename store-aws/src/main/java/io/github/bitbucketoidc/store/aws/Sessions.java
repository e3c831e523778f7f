package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Clock;
import java.time.Duration;
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
 * forgotten at its end. Thread-safe.
 */
final class Sessions {

    /** A session with less time than this is replaced before it is used. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    /** How many sessions are kept; beyond it the oldest is forgotten and would be asked for again. */
    static final int MOST = 10_000;

    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    Sessions(Clock clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
    }

    private static final class Slot {
        final ReentrantLock lock = new ReentrantLock();
        volatile @Nullable Session session;
        volatile @Nullable SecretStoreException failure;
        volatile long failed;
    }

    /** The session under a key, made if there is none that lasts. */
    Session current(String key, Supplier<Session> make, Deadline deadline) {
        Slot slot = slot(key);
        Session known = slot.session;
        if (known != null && lasts(known)) {
            return known;
        }
        long asked = System.nanoTime();
        try {
            if (!slot.lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw Failures.unavailable("STS did not answer before the deadline", List.of());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failures.unavailable("the read was interrupted", List.of());
        }
        try {
            return make(key, slot, make, asked);
        } finally {
            slot.lock.unlock();
        }
    }

    private Session make(String key, Slot slot, Supplier<Session> make, long asked) {
        Session known = slot.session;
        if (known != null && lasts(known)) {
            return known;
        }
        SecretStoreException failure = slot.failure;
        if (failure != null && slot.failed - asked >= 0) {
            throw Failures.copy(failure, List.of()); // who asked while another thread was refused is not refused again
        }
        try {
            Session made = make.get();
            slot.session = made;
            slot.failure = null;
            forgetAtEnd(key, slot, made);
            return made;
        } catch (SecretStoreException refused) {
            slot.failed = System.nanoTime();
            slot.failure = refused;
            throw refused;
        }
    }

    private boolean lasts(Session session) {
        return Duration.between(clock.instant(), session.expires()).compareTo(MARGIN) > 0;
    }

    private synchronized Slot slot(String key) {
        Slot known = slots.get(key);
        if (known != null) {
            return known;
        }
        if (slots.size() >= MOST) {
            Iterator<Slot> oldest = slots.values().iterator();
            oldest.next();
            oldest.remove();
        }
        Slot slot = new Slot();
        slots.put(key, slot);
        return slot;
    }

    private void forgetAtEnd(String key, Slot slot, Session session) {
        long left = Duration.between(clock.instant(), session.expires()).toMillis();
        try {
            Object unused = timer.schedule(
                    () -> {
                        if (session.equals(slot.session)) {
                            forget(key, slot);
                        }
                    },
                    Math.max(0, left),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            forget(key, slot);
        }
    }

    private synchronized void forget(String key, Slot slot) {
        slots.remove(key, slot);
    }

    /** AWS says that the session of these credentials has ended. */
    synchronized void ended(String key, AwsCredentials credentials) {
        Slot slot = slots.get(key);
        Session session = slot == null ? null : slot.session;
        if (slot != null && session != null && session.credentials().equals(credentials)) {
            slots.remove(key);
        }
    }

    synchronized int size() {
        return slots.size();
    }
}
