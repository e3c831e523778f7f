package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.log.RequestLog;
import java.util.concurrent.Semaphore;
import org.slf4j.event.Level;

/** How many requests may be in work at a time. A limit, not a queue: what is beyond is turned away at once. Thread-safe. */
public final class AdmissionLimit {

    private static final RequestLog log = RequestLog.ofProvider();

    private final int most;
    private final Semaphore permits;

    public AdmissionLimit(int most) {
        this.most = most;
        this.permits = new Semaphore(most);
    }

    /** Takes a permit, or says at most every ten seconds that there is none. */
    boolean tryEnter() {
        if (permits.tryAcquire()) {
            return true;
        }
        log.rare("full", Level.WARN, "{}; others are turned away with 503 overloaded", why());
        return false;
    }

    void leave() {
        permits.release();
    }

    String why() {
        return "as many requests as allowed (" + most + ") are in work";
    }
}
