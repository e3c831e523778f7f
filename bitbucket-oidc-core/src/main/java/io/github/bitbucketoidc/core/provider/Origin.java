package io.github.bitbucketoidc.core.provider;

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
 * @since 0.1.0
 */
public record Origin(String correlation, String peer, Optional<String> client) {

    /**
     * Escapes and shortens the parts, so that no line of a log can be forged with them (attack row H10).
     *
     * @param correlation what ties an answer to its audit event
     * @param peer the other end of the connection
     * @param client whom a trusted proxy forwards for
     */
    public Origin {
        correlation = SafeText.of(correlation);
        peer = SafeText.of(peer);
        client = Objects.requireNonNull(client, "client").map(SafeText::of);
    }

    /**
     * A new request's origin, with a fresh correlation id.
     *
     * @param peer the address of the other end of the connection; empty if unknown
     * @param client the address that a trusted proxy forwards for, if there is one
     * @return the origin
     */
    public static Origin of(String peer, Optional<String> client) {
        // a UUID has six fixed bits, at other places in its two halves: together they give 64 random ones
        UUID random = UUID.randomUUID();
        long bits = random.getMostSignificantBits() ^ random.getLeastSignificantBits();
        return new Origin(HexFormat.of().toHexDigits(bits), peer, client);
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
