package io.github.bitbucketoidc.store.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host, and what else of an address matters; what is null or empty matters not. */
public record AddressPattern(String text, @Nullable String scheme, String host, int port, String path) {

    public static Optional<AddressPattern> of(String text) {
        boolean complete = text.contains("://");
        try {
            URI uri = new URI(complete ? text : "any://" + text);
            String authority = uri.getRawAuthority();
            if (authority == null || authority.indexOf('@') >= 0) {
                return Optional.empty();
            }
            // Not getHost: it is null for hosts with a '_', which people have.
            int colon = authority.lastIndexOf(':');
            boolean ported = colon > authority.lastIndexOf(']');
            String host = (ported ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
            String digits = ported ? authority.substring(colon + 1) : "";
            if (host.isEmpty() || !digits.matches("[0-9]{0,5}")) {
                return Optional.empty();
            }
            String scheme = complete ? uri.getScheme().toLowerCase(Locale.ROOT) : null;
            int port = digits.isEmpty() ? usualPort(scheme) : Integer.parseInt(digits);
            String path = uri.normalize().getRawPath();
            return Optional.of(
                    new AddressPattern(text, scheme, host, port, path == null || path.equals("/") ? "" : path));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static int usualPort(@Nullable String scheme) {
        return "https".equals(scheme) ? 443 : "http".equals(scheme) ? 80 : -1;
    }

    boolean covers(AddressPattern wanted) {
        return host.equals(wanted.host)
                && (scheme == null || scheme.equals(wanted.scheme))
                && (port < 0 || port == wanted.port)
                && (path.isEmpty()
                        || wanted.path.equals(path)
                        || wanted.path.startsWith(path.endsWith("/") ? path : path + "/"));
    }
}
