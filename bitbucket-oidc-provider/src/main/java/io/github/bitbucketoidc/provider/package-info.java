/**
 * From a decision to the secrets themselves, all or nothing.
 *
 * <p>{@link io.github.bitbucketoidc.provider.SecretProvider} is the whole way of a request without HTTP. Open one for each policy,
 * keep it as long as the application runs, and close it:
 *
 * <pre>{@code
 * try (SecretProvider provider = SecretProvider.open(Path.of("policy.yaml"))) {
 *     Release release = provider.release(token, Origin.local());
 *     if (release instanceof Release.Released released) {
 *         released.variables().forEach((name, value) -> log.info("{} is there", name));
 *     }
 * }
 * }</pre>
 *
 * <p>Everything that differs from the defaults is said to its builder: clocks, executors, audit logs, listeners, replay guards, stores of
 * one's own.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder()
 *         .policyFile(Path.of("policy.yaml"))
 *         .store("local", store)
 *         .auditLog(AuditLog.jsonLines(System.out))
 *         .replayGuard(ReplayGuards.once())
 *         .build();
 * }</pre>
 *
 * <p>Each request leaves exactly one {@link io.github.bitbucketoidc.provider.audit.AuditEvent}; neither it nor a log, a listener's event or
 * an exception holds a secret or a token.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider;

import org.jspecify.annotations.NullMarked;
