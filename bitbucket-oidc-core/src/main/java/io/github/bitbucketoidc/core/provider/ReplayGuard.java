package io.github.bitbucketoidc.core.provider;

import java.time.Instant;
import java.util.UUID;

/**
 * Notices a token that is shown again: Bitbucket's tokens have no {@code jti} and are bearer tokens for their whole life
 * (attack row C18). {@link ReplayGuards} has the ready ones; an implementation of one's own lets several replicas share what
 * they saw. Thread-safe, and atomic: of two uses of one token at the same time, one is first.
 *
 * <p>A guard that replicas share answers within the request's time: it is asked on the request's thread. For example, with a store that
 * has an atomic "set if absent" with an end:
 *
 * <pre>{@code
 * ReplayGuard shared = use -> {
 *     String key = use.issuer() + " " + use.step() + " " + use.signatureDigest();
 *     boolean first = cluster.setIfAbsent(key, use.source(), Duration.between(use.at(), use.forgettable()));
 *     return new ReplayGuard.Verdict(first, 0);
 * };
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ReplayGuard {

    /**
     * One use of a verified token. Two uses are of one token when issuer, signature digest and step are equal.
     *
     * @param issuer the token's issuer
     * @param signatureDigest SHA-256 of the verified signature, in hexadecimal digits
     * @param step the step's UUID
     * @param source the address that it came from: the client's, if a trusted proxy names it, else the peer's
     * @param at now, by the provider's clock
     * @param forgettable when no verifier accepts the token any more, so that nothing about it need be known
     */
    record Use(String issuer, String signatureDigest, UUID step, String source, Instant at, Instant forgettable) {}

    /**
     * What the guard says.
     *
     * @param admitted whether the token may be used; else it is refused as {@code replayed}
     * @param uses how often it was used, this use included, as far as the guard knows; 0 if it does not count
     */
    record Verdict(boolean admitted, long uses) {}

    /**
     * Asked once for each verified token, before anything is decided.
     *
     * @param use the use
     * @return whether to go on
     * @throws RuntimeException if the guard cannot tell: the request then fails with {@code overloaded}
     */
    Verdict admit(Use use);

    /**
     * Takes an admitted use back, because no secret left for it: the step may try again. Does nothing unless overridden.
     *
     * @param use the use, as it was admitted
     */
    default void forget(Use use) {}
}
