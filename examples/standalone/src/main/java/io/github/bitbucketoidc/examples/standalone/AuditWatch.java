package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.provider.SecretProvider;
import java.util.concurrent.TimeUnit;

/** Ends the program when its mandatory audit log fails for good, so that whoever watches it starts it anew. */
final class AuditWatch {

    static final int EXIT_CODE = 3;
    /** For so many seconds in a row: a pause of a collector is no reason to end. */
    private static final int FAILURES = 10;

    private AuditWatch() {}

    static void start(SecretProvider provider) {
        Thread watch = new Thread(() -> watch(provider), "audit-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch(SecretProvider provider) {
        int failing = 0;
        try {
            while (failing < FAILURES) {
                TimeUnit.SECONDS.sleep(1);
                failing = provider.health().audit().failing() ? failing + 1 : 0;
            }
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            return;
        }
        // No line about it: standard error may hang as well. The exit code says it.
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
