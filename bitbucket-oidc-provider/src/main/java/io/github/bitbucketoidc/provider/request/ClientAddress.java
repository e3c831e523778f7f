package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.audit.Origin;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whom a trusted proxy says it forwards for; from anybody else {@code X-Forwarded-For} is worth nothing (attack row W7). */
public final class ClientAddress {

    /** A header line can be long; a chain of proxies is not. */
    private static final int MOST_HOPS = 32;

    private final List<AddressRange> trusted;

    public ClientAddress(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Where a request came from: one address has one spelling here, whatever the web server calls it. */
    Origin origin(String peer, List<String> forwardedFor) {
        Optional<InetAddress> address = address(peer);
        String known = address.map(InetAddress::getHostAddress).orElse(peer);
        if (trusted.isEmpty()
                || forwardedFor.isEmpty()
                || address.filter(this::isTrusted).isEmpty()) {
            return Origin.of(known, Optional.empty());
        }
        return client(forwardedFor)
                .map(client -> Origin.of(known, Optional.of(client.getHostAddress())))
                .orElseGet(() -> Origin.hiddenBehind(known));
    }

    /**
     * The last hop that is no trusted proxy, or the first one if all are: then the request began at a trusted address. Empty if the
     * chain is unreadable before that is known: what stands further left may be the client's own invention.
     */
    private Optional<InetAddress> client(List<String> forwardedFor) {
        List<String> hops = hops(forwardedFor);
        if (hops.size() > MOST_HOPS) {
            hops = hops.subList(hops.size() - MOST_HOPS, hops.size());
        }
        Collections.reverse(hops);
        Optional<InetAddress> nearest = Optional.empty();
        for (String hop : hops) {
            nearest = address(withoutPort(hop));
            if (nearest.filter(this::isTrusted).isEmpty()) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.holds(address));
    }

    private static Optional<InetAddress> address(String text) {
        return AddressRange.address(withoutBrackets(text));
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
            return end < 0 ? hop : hop.substring(0, end + 1);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    /** {@code [::1]}, as in a URL, is what Jetty says of a peer. */
    private static String withoutBrackets(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }
}
