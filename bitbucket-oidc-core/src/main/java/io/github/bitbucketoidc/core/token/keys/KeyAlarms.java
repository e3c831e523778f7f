package io.github.bitbucketoidc.core.token.keys;

import java.util.List;
import org.slf4j.Logger;

/**
 * Tells the operator about an issuer's keys: once for each change, not once for each refresh. Called by one thread at a time.
 * Nothing of a document is logged but names of keys that are harmless characters (attack row H10).
 */
final class KeyAlarms {

    private final String issuer;
    private final Logger log;
    private String failure = "";
    private List<String> dropped = List.of();

    KeyAlarms(String issuer, Logger log) {
        this.issuer = issuer;
        this.log = log;
    }

    void failed(String reason, boolean lastGoodServes) {
        if (reason.equals(failure)) {
            return;
        }
        failure = reason;
        log.warn(
                "The keys of {} could not be refreshed: {}. {}",
                issuer,
                reason,
                lastGoodServes ? "The last good ones serve for now." : "Its tokens cannot be judged until that works.");
    }

    void refreshed(KeySet keys) {
        if (!failure.isEmpty()) {
            failure = "";
            log.info(
                    "The keys of {} are refreshed again: {} usable",
                    issuer,
                    keys.usable().size());
        }
        report(keys);
    }

    /** Names what was dropped. */
    void report(KeySet keys) {
        if (!keys.dropped().equals(dropped)) {
            dropped = keys.dropped();
            if (!dropped.isEmpty()) {
                log.warn("Dropped from the key set of {}: {}", issuer, String.join("; ", dropped));
            }
        }
    }
}
