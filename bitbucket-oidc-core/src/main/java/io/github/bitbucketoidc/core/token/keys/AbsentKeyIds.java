package io.github.bitbucketoidc.core.token.keys;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers key ids that a refresh made for them did not find, so that they cause no other refresh for an hour; an ordinary refresh
 * brings them anyway, and so does a token that may be newer than the set. Bounded: a stranger who fills it only makes his own earlier
 * names count as new again, within the budget. Thread-safe.
 */
final class AbsentKeyIds {

    private static final int MOST = 256;

    /** As long as a request counts for the hour's budget: one stale name costs one request in an hour. */
    private static final long MILLIS = Duration.ofHours(1).toMillis();

    private final LongSupplier millis;

    /** When the issuer was asked for each, the oldest first. */
    private final Map<String, Long> askedFor = new LinkedHashMap<>();

    AbsentKeyIds(LongSupplier millis) {
        this.millis = millis;
    }

    synchronized void add(String kid) {
        askedFor.remove(kid);
        askedFor.put(kid, millis.getAsLong());
        if (askedFor.size() > MOST) {
            askedFor.remove(askedFor.keySet().iterator().next());
        }
    }

    synchronized boolean contains(String kid) {
        Long at = askedFor.get(kid);
        return at != null && millis.getAsLong() - at < MILLIS;
    }
}
