package io.github.bitbucketoidc.provider.audit;

import io.github.bitbucketoidc.provider.log.SafeText;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a request came from, and the name that ties its answer to its audit event. Immutable.
 *
 * @param correlation stands in an error's body and in the audit event: 16 hexadecimal digits that cannot be guessed
 * @param peer the address of the other end of the connection; empty if unknown
 * @param client the address that a trusted proxy forwards for, if there is one
 * @param isClientHidden whether a trusted proxy forwards for somebody whom it does not name legibly, so that {@code peer} is the proxy and
 *     nobody knows the client
 * @since 0.1.0
 */
public record Origin(String correlation, String peer, Optional<String> client, boolean isClientHidden) {

    /**
     * Escapes and shortens the parts, so that no line of a log can be forged with them (attack row H10).
     *
     * @param correlation what ties an answer to its audit event
     * @param peer the other end of the connection
     * @param client whom a trusted proxy forwards for
     * @param isClientHidden whether it forwards for somebody unknown
     */
    public Origin {
        correlation = SafeText.of(correlation);
        peer = SafeText.of(peer);
        client = Objects.requireNonNull(client, "client").map(SafeText::of);
    }

    /**
     * An origin whose client, if there is one, is known.
     *
     * @param correlation what ties an answer to its audit event
     * @param peer the other end of the connection
     * @param client whom a trusted proxy forwards for
     */
    public Origin(String correlation, String peer, Optional<String> client) {
        this(correlation, peer, client, false);
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
}
