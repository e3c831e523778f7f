package io.github.bitbucketoidc.provider.replay;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Notices a token that is shown again: Bitbucket's tokens have no {@code jti} and are bearer tokens for their whole life
 * (attack row C18). {@link ReplayGuards} has the ready ones; an implementation of one's own lets several replicas share what
 * they saw. Thread-safe, and atomic: of two uses of one token at the same time, one is first.
 *
 * <p>A guard that replicas share is asked on a thread of its own, and waited for as long as the request may take; an admission that comes later is
 * taken back. For example, with a store that has an atomic "set if absent" with an end:
 *
 * <pre>{@code
 * ReplayGuard shared = use -> {
 *     String key = use.issuer() + " " + use.step() + " " + use.signatureDigest();
 *     boolean first = cluster.setIfAbsent(key, use.id(), Duration.between(use.at(), use.forgettable()));
 *     return new ReplayGuard.Verdict(first, 0);
 * };
 * }</pre>
 *
 * <p>A guard whose memory begins with the process cannot know what was used before: it overrides {@link #begin} and refuses tokens that were
 * issued earlier. One whose memory is elsewhere leaves that alone.
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
     * @param source the address that it came from: the client's, if a trusted proxy names it, else the peer's; empty if it is unknown, which
     *     is no address: two such uses do not come from one address
     * @param at now, by the provider's clock, which may be set back
     * @param issuedAt when the token was issued, by its issuer's clock, to the second
     * @param forgettable when no verifier accepts the token any more, whatever its skew, so that nothing about it need be known
     * @param id names this use among all uses of all tokens, also those that other replicas see; hexadecimal digits
     */
    record Use(
            String issuer,
            String signatureDigest,
            UUID step,
            String source,
            Instant at,
            Instant issuedAt,
            Instant forgettable,
            String id) {}

    /**
     * What the guard says.
     *
     * @param admitted whether the token may be used; else it is refused as {@code replayed}
     * @param uses how often it was used, this use included, as far as the guard knows; 0 if it does not count
     * @param detail why it is not admitted, for the audit event and the operator; empty for the usual reason
     */
    record Verdict(boolean admitted, long uses, String detail) {

        /**
         * Checks the parts.
         *
         * @param admitted whether the token may be used
         * @param uses how often it was used, or 0
         * @param detail why it is not admitted, or empty
         */
        public Verdict {
            Objects.requireNonNull(detail, "detail");
        }

        /**
         * A verdict for the usual reason.
         *
         * @param admitted whether the token may be used
         * @param uses how often it was used, or 0
         */
        public Verdict(boolean admitted, long uses) {
            this(admitted, uses, "");
        }
    }

    /**
     * Says that a provider begins to ask this guard, before the first {@link #admit}. Not called if the provider was told to {@code SecretProviderBuilder.admitEarlierTokens()}. Does nothing unless overridden. Building the provider waits for it, so it
     * should only note the time.
     *
     * @param now by the provider's clock
     * @throws RuntimeException if the guard cannot be used: the provider is then not built
     */
    default void begin(Instant now) {}

    /**
     * Asked once for each verified token, before anything is decided.
     *
     * @param use the use
     * @return whether to go on
     * @throws RuntimeException if the guard cannot tell: the request then fails with {@code overloaded}
     */
    Verdict admit(Use use);

    /**
     * Takes an admitted use back, because no secret left for it: the step may try again. Another use of the same token may have been
     * admitted since, and must stay: compare {@link Use#id()} (attack row D13). Does nothing unless overridden.
     *
     * @param use the use, as it was admitted
     */
    default void forget(Use use) {}
}
