package io.github.bitbucketoidc.store.vault.http;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy is on the way to a server: that of the system properties ({@code https.proxyHost}, {@code http.nonProxyHosts}) if they
 * name one, else that of the environment ({@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}; lower case, too). A loopback
 * address is never asked through a proxy: what is said to it is for nobody else. Immutable.
 *
 * @since 0.1.0
 */
public final class Proxies {

    private final Lookup environment;

    /** Finds the value of a variable. */
    @FunctionalInterface
    public interface Lookup {
        /**
         * A variable.
         *
         * @param name its name
         * @return its value, or {@code null}
         */
        @Nullable
        String get(String name);
    }

    /**
     * With an environment.
     *
     * @param environment finds its variables
     */
    public Proxies(Lookup environment) {
        this.environment = environment;
    }

    /**
     * What is wrong with the environment's proxy, as far as this server needs it.
     *
     * @param server where to
     * @return one sentence that shows no value, because there may be a password in it; empty if all is well
     */
    public Optional<String> problem(Server server) {
        try {
            of(server);
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }

    /** The proxy on the way to a server; empty if there is none. */
    Optional<HttpProxy> of(Server server) {
        if (server.isLoopback()) {
            return Optional.empty();
        }
        String scheme = server.tls() ? "https" : "http";
        String property = System.getProperty(scheme + ".proxyHost", "") + System.getProperty("socksProxyHost", "");
        return property.isEmpty() ? ofEnvironment(server, scheme) : ofProperties(server);
    }

    private static Optional<HttpProxy> ofProperties(Server server) {
        ProxySelector selector = ProxySelector.getDefault();
        List<java.net.Proxy> found = selector == null ? List.of() : selector.select(URI.create(server.toString()));
        return found.stream()
                .filter(proxy -> proxy.address() instanceof InetSocketAddress)
                .map(proxy -> {
                    InetSocketAddress address = (InetSocketAddress) proxy.address();
                    boolean socks = proxy.type() == java.net.Proxy.Type.SOCKS;
                    return new HttpProxy(address.getHostString(), address.getPort(), socks, "");
                })
                .findFirst();
    }

    private Optional<HttpProxy> ofEnvironment(Server server, String scheme) {
        String name = scheme + "_proxy";
        String value = variable(name);
        if (value.isEmpty() || isExcluded(server)) {
            return Optional.empty();
        }
        return Optional.of(parse(name.toUpperCase(Locale.ROOT), value));
    }

    /** The lower-case spelling counts first, as for curl. */
    private String variable(String name) {
        for (UnaryOperator<String> spelling :
                List.<UnaryOperator<String>>of(text -> text, text -> text.toUpperCase(Locale.ROOT))) {
            String value = environment.get(spelling.apply(name));
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return "";
    }

    private static HttpProxy parse(String name, String value) {
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            boolean plain = "http".equalsIgnoreCase(uri.getScheme());
            boolean socks = uri.getScheme().toLowerCase(Locale.ROOT).startsWith("socks5");
            if (uri.getHost() == null || (!plain && !socks)) {
                throw new IllegalArgumentException(name + " must be http://HOST:PORT");
            }
            String user = uri.getRawUserInfo();
            return new HttpProxy(
                    uri.getHost(),
                    uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80,
                    socks,
                    user == null ? "" : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (java.net.URISyntaxException malformed) {
            throw new IllegalArgumentException(name + " must be http://HOST:PORT", null);
        }
    }

    private boolean isExcluded(Server server) {
        for (String entry : variable("no_proxy").split("[,\\s]+", -1)) {
            if (!entry.isEmpty() && excludes(entry.toLowerCase(Locale.ROOT), server)) {
                return true;
            }
        }
        return false;
    }

    /** {@code *}; a name, which stands for all below it; an address; a range of addresses; each but the first with or without a port. */
    private static boolean excludes(String entry, Server server) {
        if (entry.equals("*")) {
            return true;
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        if (colon >= 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']')) {
            if (!entry.substring(colon + 1).equals(Integer.toString(server.port()))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        name = name.replaceAll("^\\[|]$", "");
        int slash = name.indexOf('/');
        if (slash >= 0) {
            return AddressRange.of(name.substring(0, slash), name.substring(slash + 1))
                    .map(range -> range.holds(server.host()))
                    .orElse(false);
        }
        name = name.replaceFirst("^\\*?\\.", "");
        return !name.isEmpty() && (server.host().equals(name) || server.host().endsWith("." + name));
    }
}
