package io.github.bitbucketoidc.core.endpoint;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whom a trusted proxy says it forwards for; from anybody else {@code X-Forwarded-For} is worth nothing. */
final class ClientAddress {

    /** A header line can be long; a chain of proxies is not. */
    private static final int MOST_HOPS = 32;

    private final List<AddressRange> trusted;

    ClientAddress(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** The last address of the chain that is no trusted proxy; empty if the peer is none, or the chain is unreadable. */
    Optional<String> of(String peer, List<String> forwardedFor) {
        if (trusted.isEmpty() || forwardedFor.isEmpty() || !isTrusted(peer)) {
            return Optional.empty();
        }
        List<String> hops = hops(forwardedFor);
        Collections.reverse(hops);
        for (String hop : hops.subList(0, Math.min(MOST_HOPS, hops.size()))) {
            Optional<InetAddress> address = AddressRange.address(withoutPort(hop));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            if (!isTrusted(address.get())) {
                return address.map(InetAddress::getHostAddress);
            }
        }
        return Optional.empty();
    }

    private boolean isTrusted(String peer) {
        return AddressRange.address(peer).filter(this::isTrusted).isPresent();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.holds(address));
    }

    private static List<String> hops(List<String> lines) {
        List<String> hops = new ArrayList<>();
        for (String line : lines) {
            for (String hop : line.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        return hops;
    }

    /** {@code 192.0.2.1:80} and {@code [2001:db8::1]:80} as some proxies write them. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
