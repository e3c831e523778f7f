/**
 * Audit events and where they are written.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder()
 *         .policyFile(Path.of("policy.yaml"))
 *         .auditLog(FileAuditLog.builder(Path.of("audit.jsonl")).fsync().build())
 *         .build();
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.audit;

import org.jspecify.annotations.NullMarked;
