package io.github.bitbucketoidc.provider.audit;

import io.github.bitbucketoidc.provider.log.SafeText;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, and the name that ties its answer to its audit event. Immutable.
 *
 * @since 0.1.0
 */
public final class Origin {

    private final String correlation;
    private final String peer;
    private final Optional<String> client;
    private final boolean isClientHidden;

    /** Escapes and shortens the parts, so that no line of a log can be forged with them (attack row H10). */
    private Origin(String correlation, String peer, Optional<String> client, boolean isClientHidden) {
        this.correlation = SafeText.of(correlation);
        this.peer = SafeText.of(peer);
        this.client = Objects.requireNonNull(client, "client").map(SafeText::of);
        this.isClientHidden = isClientHidden;
    }

    /** {@return what stands in an error's body and in the audit event: 16 hexadecimal digits that cannot be guessed, if made here} */
    public String correlation() {
        return correlation;
    }

    /** {@return the address of the other end of the connection; empty if unknown} */
    public String peer() {
        return peer;
    }

    /** {@return the address that a trusted proxy forwards for, if there is one} */
    public Optional<String> client() {
        return client;
    }

    /**
     * {@return whether a trusted proxy forwards for somebody whom it does not name legibly, so that {@code peer} is
     * the proxy and nobody knows the client}
     */
    public boolean isClientHidden() {
        return isClientHidden;
    }

    /**
     * The origin of a request that has a correlation id already.
     *
     * @param correlation what ties an answer to its audit event; it should not be one that a stranger can guess
     * @param peer the other end of the connection
     * @param client whom a trusted proxy forwards for
     * @return the origin
     */
    public static Origin of(String correlation, String peer, Optional<String> client) {
        return new Origin(correlation, peer, client, false);
    }

    /**
     * A new request's origin, with a fresh correlation id.
     *
     * @param peer the address of the other end of the connection; empty if unknown
     * @param client the address that a trusted proxy forwards for, if there is one
     * @return the origin
     */
    public static Origin of(String peer, Optional<String> client) {
        return of(peer, client, false);
    }

    /**
     * A new request's origin behind a trusted proxy that does not say legibly whom it forwards for.
     *
     * @param peer the proxy's address
     * @return the origin, with a fresh correlation id and without a {@link #source}
     */
    public static Origin hiddenBehind(String peer) {
        return of(peer, Optional.empty(), true);
    }

    private static Origin of(String peer, Optional<String> client, boolean isClientHidden) {
        // a UUID has six fixed bits, at other places in its two halves: together they give 64 random ones
        UUID random = UUID.randomUUID();
        long bits = random.getMostSignificantBits() ^ random.getLeastSignificantBits();
        return new Origin(HexFormat.of().toHexDigits(bits), peer, client, isClientHidden);
    }

    /**
     * The address that the request came from: the client's, if a trusted proxy names it, else the peer's.
     *
     * @return the address; empty if it is unknown, and then two requests cannot be told to come from one place (attack row W7)
     */
    public Optional<String> source() {
        return isClientHidden
                ? Optional.empty()
                : client.or(() -> Optional.of(peer).filter(known -> !known.isEmpty()));
    }

    /**
     * The origin of a call that came over no network.
     *
     * @return an origin without addresses, with a fresh correlation id
     */
    public static Origin local() {
        return of("", Optional.empty());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin that
                && that.correlation.equals(correlation)
                && that.peer.equals(peer)
                && that.client.equals(client)
                && that.isClientHidden == isClientHidden;
    }

    @Override
    public int hashCode() {
        return Objects.hash(correlation, peer, client, isClientHidden);
    }

    @Override
    public String toString() {
        return "Origin[correlation=" + correlation + ", peer=" + peer + ", client=" + client + ", isClientHidden="
                + isClientHidden + "]";
    }
}
