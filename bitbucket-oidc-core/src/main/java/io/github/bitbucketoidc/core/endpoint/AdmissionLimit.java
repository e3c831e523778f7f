package io.github.bitbucketoidc.core.endpoint;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many requests may be in work at a time. A limit, not a queue: what is beyond is turned away at once. Thread-safe. */
final class AdmissionLimit {

    private static final Logger log = LoggerFactory.getLogger(SecretsEndpoint.class);
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int most;
    private final Semaphore places;
    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - SILENCE_NANOS);

    AdmissionLimit(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Takes a place, or says at most every ten seconds that there is none. */
    boolean tryEnter() {
        if (places.tryAcquire()) {
            return true;
        }
        long said = saidAt.get();
        long now = System.nanoTime();
        if (now - said >= SILENCE_NANOS && saidAt.compareAndSet(said, now)) {
            log.warn("{}; others are turned away with 503 overloaded", why());
        }
        return false;
    }

    void leave() {
        places.release();
    }

    String why() {
        return "as many requests as allowed (" + most + ") are in work";
    }
}
