/**
 * A small HTTP/1.1 client for Vault's API on sockets. The JDK's own client is not used for three reasons: on JDK 17 it keeps idle
 * connections for twenty minutes and lets no single client say otherwise; it sends a GET a second time when a connection breaks, which
 * would make a dynamic secret twice; and it cannot call a host whose name holds a {@code _}. What is sent and received is in no log.
 * Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.vault.http;

import org.jspecify.annotations.NullMarked;
