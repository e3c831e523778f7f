package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.vault.http.Proxies;
import io.github.bitbucketoidc.store.vault.http.Server;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings {@code address}, {@code addresses} and {@code insecure}. Notes what is wrong; makes no network call. */
final class ServerSettings {

    private static final String EXAMPLE = "https://vault.example:8200";

    /** Host and port, as RFC 3986 has them and with the {@code _} that container networks use; {@code java.net.URI} knows none. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");

    private final StoreConfig config;
    private final Proxies proxies;

    ServerSettings(StoreConfig config, Proxies proxies) {
        this.config = config;
        this.proxies = proxies;
    }

    List<Server> read() {
        boolean insecure = config.flag("insecure", false);
        if (config.has("address") == config.has("addresses")) {
            config.problem("address", "write either address or addresses", "address: \"" + EXAMPLE + "\"");
        }
        List<Server> servers = new ArrayList<>();
        config.uri("address").flatMap(uri -> server("address", uri, insecure)).ifPresent(servers::add);
        for (String text : config.list("addresses")) {
            parse(text).flatMap(uri -> server("addresses", uri, insecure)).ifPresent(servers::add);
        }
        if (servers.stream().distinct().count() < servers.size()) {
            config.problem("addresses", "names one server twice", "each server once");
        }
        return servers;
    }

    private Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            config.problem("addresses", "holds something that is no address", EXAMPLE);
            return Optional.empty();
        }
    }

    private Optional<Server> server(String key, URI uri, boolean insecure) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        Matcher parts = AUTHORITY.matcher(authority);
        Optional<String> unwanted = unwanted(uri, scheme, authority);
        if (unwanted.isPresent() || !parts.matches()) {
            String why = unwanted.orElse("what stands for the host is none");
            config.problem(key, "must be scheme, host and port only: " + why, EXAMPLE);
            return Optional.empty();
        }
        boolean tls = scheme.equals("https");
        String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        int port = parts.group(3) == null ? (tls ? 443 : 80) : Integer.parseInt(parts.group(3));
        if (port < 1 || port > 65_535) {
            config.problem(key, "names a port that is none", EXAMPLE);
            return Optional.empty();
        }
        return usable(key, new Server(tls, host, port), insecure);
    }

    /** Shows nothing of a user name, which may stand before a password. */
    private static Optional<String> unwanted(URI uri, String scheme, String authority) {
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("the scheme is neither https nor http");
        }
        if (authority.indexOf('@') >= 0) {
            return Optional.of("it holds a user name");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (!path.isEmpty() && !path.equals("/")) {
            return Optional.of("it holds a path");
        }
        return uri.getRawQuery() == null && uri.getRawFragment() == null
                ? Optional.empty()
                : Optional.of("it holds a query or a fragment");
    }

    private Optional<Server> usable(String key, Server server, boolean insecure) {
        if (server.tls() && server.host().indexOf('_') >= 0) {
            config.problem(
                    key,
                    "names a host with a `_`, which no certificate can name: TLS would always fail",
                    "call it by a name without `_`, for example by an alias of the container network");
            return Optional.empty();
        }
        if (!server.tls() && !server.isLoopback() && !insecure) {
            config.problem(
                    key,
                    "is plain http to another machine: tokens and secrets could be read on the way",
                    "use https, or write insecure: true");
            return Optional.empty();
        }
        Optional<String> proxy = config.settingsOnly() ? Optional.empty() : proxies.problem(server);
        proxy.ifPresent(problem -> config.problem(key, "the proxy on the way cannot be used: " + problem, ""));
        return Optional.of(server);
    }
}
