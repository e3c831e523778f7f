package io.github.bitbucketoidc.provider.replay;

import java.time.Instant;
import java.util.Objects;

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
 *     String key = use.issuer() + " " + use.run() + " " + use.signatureDigest();
 *     boolean first = cluster.setIfAbsent(key, use.id(), Duration.between(use.at(), use.forgettable()));
 *     return ReplayGuard.Verdict.of(first, 0);
 * };
 * }</pre>
 *
 * <p>A guard whose memory begins with the process cannot know what was used before: it overrides {@link #begin} and refuses tokens that were
 * issued earlier. One whose memory is elsewhere leaves that alone.
 *
 * @since 0.1.0
 */
public interface ReplayGuard {

    /** One use of a verified token. Two uses are of one token when issuer, signature digest and run are equal. */
    interface Use {

        /** {@return the token's issuer} */
        String issuer();

        /** {@return SHA-256 of the verified signature, in hexadecimal digits} */
        String signatureDigest();

        /** {@return the id of the run that shows it, for example the UUID of a step} */
        String run();

        /**
         * {@return the address that it came from: the client's, if a trusted proxy names it, else the peer's; empty if
         * it is unknown, which is no address: two such uses do not come from one place}
         */
        String source();

        /** {@return now, by the provider's clock, which may be set back} */
        Instant at();

        /** {@return when the token was issued, by its issuer's clock, to the second} */
        Instant issuedAt();

        /** {@return when no verifier accepts the token any more, whatever its skew, so that nothing about it need be known} */
        Instant forgettable();

        /** {@return the name of this use among all uses of all tokens, also those that other replicas see; hexadecimal digits} */
        String id();
    }

    /** What the guard says. */
    final class Verdict {

        private final boolean admitted;
        private final long uses;
        private final String detail;

        private Verdict(boolean admitted, long uses, String detail) {
            Objects.requireNonNull(detail, "detail");
            this.admitted = admitted;
            this.uses = uses;
            this.detail = detail;
        }

        /** {@return whether the token may be used; else it is refused as {@code replayed}} */
        public boolean admitted() {
            return admitted;
        }

        /** {@return how often it was used, this use included, as far as the guard knows; 0 if it does not count} */
        public long uses() {
            return uses;
        }

        /** {@return why it is not admitted, for the audit event and the operator; empty for the usual reason} */
        public String detail() {
            return detail;
        }

        /**
         * A verdict for the usual reason: first use, or not.
         *
         * @param admitted whether the token may be used
         * @param uses how often it was used, this use included, as far as the guard knows; 0 if it does not count
         * @return the verdict
         */
        public static Verdict of(boolean admitted, long uses) {
            return new Verdict(admitted, uses, "");
        }

        /**
         * The token may not be used, for a reason of the guard's own.
         *
         * @param detail why, for the audit event and the operator
         * @return the verdict
         */
        public static Verdict refused(String detail) {
            return new Verdict(false, 0, detail);
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
