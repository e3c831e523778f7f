package io.github.bitbucketoidc.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other end of a servlet request's connection, whatever stands in front of the servlet. Filters (Spring's {@code ForwardedHeaderFilter},
 * Tomcat's {@code RemoteIpFilter}) put another address into a wrapper, which is taken off; containers (Tomcat's {@code RemoteIpValve},
 * Jetty's {@code ForwardedRequestCustomizer}) put it into the request itself, where the true one cannot be had any more. That address is what
 * a client wrote into a header, so it is not believed: then the peer is unknown, and nobody is admitted because of where he comes from.
 */
final class ConnectionPeer {

    private static final Logger log = LoggerFactory.getLogger(ConnectionPeer.class);

    /** What Tomcat sets on a request whose address it has replaced. */
    private static final String REPLACED_BY_TOMCAT = "org.apache.tomcat.request.forwarded";

    private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final AtomicLong saidAt = new AtomicLong(System.nanoTime() - SILENCE_NANOS);

    private ConnectionPeer() {}

    /** The request as the container made it, without what filters have put around it. */
    static HttpServletRequest innermost(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof HttpServletRequest http ? http : request;
    }

    /** The peer's address, or nothing if the container has replaced it. */
    static String of(HttpServletRequest innermost) {
        String address = Objects.requireNonNullElse(innermost.getRemoteAddr(), "");
        if (Boolean.TRUE.equals(innermost.getAttribute(REPLACED_BY_TOMCAT)) || isWhatAClientWrote(address, innermost)) {
            say();
            return "";
        }
        return address;
    }

    /** Containers that leave no mark take the first hop. */
    private static boolean isWhatAClientWrote(String address, HttpServletRequest request) {
        String bare = withoutBrackets(address);
        return !bare.isEmpty()
                && (bare.equalsIgnoreCase(firstHop(request.getHeaders("X-Forwarded-For"), false))
                        || bare.equalsIgnoreCase(firstHop(request.getHeaders("Forwarded"), true)));
    }

    /** The first address of a list of hops, without port and brackets; null if there is none. */
    private static @Nullable String firstHop(@Nullable Enumeration<String> lines, boolean hasParameters) {
        if (lines == null || !lines.hasMoreElements()) {
            return null;
        }
        String hop = lines.nextElement();
        int comma = hop.indexOf(',');
        hop = (comma < 0 ? hop : hop.substring(0, comma)).strip();
        return hasParameters ? forParameter(hop) : withoutPort(hop);
    }

    /** RFC 7239: {@code proto=https;for="[2001:db8::1]:4711"}. */
    private static @Nullable String forParameter(String element) {
        for (String parameter : element.split(";", -1)) {
            String text = parameter.strip();
            if (text.toLowerCase(Locale.ROOT).startsWith("for=")) {
                return withoutPort(text.substring("for=".length()).replace("\"", ""));
            }
        }
        return null;
    }

    private static String withoutPort(String hop) {
        int colon = hop.lastIndexOf(':');
        boolean hasPort = hop.startsWith("[") ? hop.indexOf("]:") > 0 : colon >= 0 && colon == hop.indexOf(':');
        return withoutBrackets(hasPort ? hop.substring(0, colon) : hop);
    }

    private static String withoutBrackets(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    private static void say() {
        long said = saidAt.get();
        long now = System.nanoTime();
        if (now - said >= SILENCE_NANOS && saidAt.compareAndSet(said, now)) {
            log.warn(
                    "the web server puts the address from X-Forwarded-For or Forwarded in place of the connection's own, so who asked for"
                            + " secrets is unknown and --replay same-source refuses everybody; fix: switch that off for this path (Spring Boot:"
                            + " server.forward-headers-strategy=none or framework; Tomcat: no RemoteIpValve; Jetty: no"
                            + " ForwardedRequestCustomizer) and name the proxies with SecretsEndpoint.builder(...).trustedProxies(...)");
        }
    }
}
