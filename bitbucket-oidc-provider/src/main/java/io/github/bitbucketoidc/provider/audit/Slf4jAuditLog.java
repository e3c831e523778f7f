package io.github.bitbucketoidc.provider.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit events, one line of JSON each, to the logger {@code io.github.bitbucketoidc.audit}: at INFO, and at WARN when
 * secrets could not be released. Never mandatory: a logger does not tell whether it lost a line. Thread-safe.
 */
final class Slf4jAuditLog implements AuditLog {

    private final Logger logger = LoggerFactory.getLogger("io.github.bitbucketoidc.audit");

    @Override
    public void record(AuditEvent event) {
        // the line is an argument, never the format: a brace that a stranger put into a branch name means nothing (H10)
        if (event.outcome() == AuditEvent.Outcome.FAILED) {
            logger.warn("{}", event.toJson());
        } else {
            logger.info("{}", event.toJson());
        }
    }
}
