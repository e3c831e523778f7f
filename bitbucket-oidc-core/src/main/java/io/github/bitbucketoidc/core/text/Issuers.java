package io.github.bitbucketoidc.core.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Which URLs may be an issuer, and which of its documents may be asked for (attack rows K11, K12, K13). */
public final class Issuers {

    /** Whole and in digits: {@code 127.evil.example} is somebody's host name. */
    private static final Pattern LOOPBACK_V4 =
            Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}");

    private static final int LONGEST = 1000;

    private Issuers() {}

    /** Refuses, with a way to fix it, what cannot be an issuer. */
    public static void check(String issuer) {
        URI uri = parse(issuer);
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException(
                    "issuer: an https URL with a host, such as https://api.bitbucket.org/...");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("issuer: a URL without user, query and fragment");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("issuer: a port from 1 to 65535");
        }
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "issuer: plain http only for localhost, 127.0.0.0/8 and [::1]; write https for " + host);
        }
    }

    private static URI parse(String issuer) {
        if (issuer.length() > LONGEST) {
            throw new IllegalArgumentException("issuer: at most " + LONGEST + " characters");
        }
        try {
            return new URI(issuer);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("issuer: not a URL: " + e.getReason(), e);
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK_V4.matcher(host).matches();
    }

    /** Where the issuer's discovery document is (OpenID Connect Discovery 1.0, section 4: one final slash is dropped). */
    public static URI discovery(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /** Whether a document that the issuer points to is on its own server, by scheme, host and port. */
    public static boolean isOfSameServer(String issuer, URI other) {
        URI own = URI.create(issuer);
        return other.getHost() != null
                && other.getRawUserInfo() == null
                && other.getRawFragment() == null
                && own.getScheme().equals(other.getScheme())
                && own.getHost().equals(other.getHost())
                && port(own) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }
}
