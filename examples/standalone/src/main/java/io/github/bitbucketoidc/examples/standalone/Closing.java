package io.github.bitbucketoidc.examples.standalone;

import java.time.Duration;

/** Closes what may hang, without hanging with it. */
final class Closing {

    private Closing() {}

    /**
     * Runs the action on a thread of its own, and waits for its end.
     *
     * @param atMost how long to wait
     * @return whether it has ended; if not, it goes on
     */
    static boolean inTime(Runnable action, Duration atMost) {
        Thread thread = new Thread(action, "closing");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
