package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.release.Release;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as it came in: over HTTP, or from the application itself. Used by one thread; closed when it is answered. */
public final class Incoming implements AutoCloseable {

    /** An overload of a moment passes in a moment. */
    private static final Duration OVERLOAD_WAIT = Duration.ofSeconds(1);

    private final Origin origin;
    private final String method;
    private final List<String> authorization;
    private final @Nullable AdmissionLimit limit;
    private boolean admitted;

    private Incoming(Origin origin, String method, List<String> authorization, @Nullable AdmissionLimit limit) {
        this.origin = origin;
        this.method = method;
        this.authorization = authorization;
        this.limit = limit;
    }

    public static Incoming http(EndpointRequest request, ClientAddress addresses, AdmissionLimit limit) {
        Origin origin = addresses.origin(request.peer(), request.forwardedFor());
        return new Incoming(origin, request.method(), request.authorization(), limit);
    }

    /** What an application of its own hands over: any text may be a token, and nobody is turned away. */
    public static Incoming ofApplication(String token, Origin origin) {
        return new Incoming(origin, "", List.of(token), null);
    }

    public Origin origin() {
        return origin;
    }

    boolean isHttp() {
        return limit != null;
    }

    /**
     * The one credential.
     *
     * @throws EndOfRequest if there is not exactly one, or the method is not one of ours (attack rows H1, H2)
     */
    String credential() {
        if (!isHttp()) {
            return authorization.get(0);
        }
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new EndOfRequest(new Release.Malformed(Release.Malformed.Code.METHOD_NOT_ALLOWED));
        }
        return Credential.from(authorization)
                .orElseThrow(() -> new EndOfRequest(new Release.Malformed(Release.Malformed.Code.BAD_REQUEST)));
    }

    /**
     * Takes a permit among the requests in work.
     *
     * @throws EndOfRequest if it is one too many
     */
    void admit() {
        if (limit != null) {
            admitted = limit.tryEnter();
            if (!admitted) {
                throw new EndOfRequest(Release.Failed.of(Release.FailureCode.OVERLOADED, limit.why(), OVERLOAD_WAIT));
            }
        }
    }

    /** Gives the permit back. */
    @Override
    public void close() {
        if (admitted && limit != null) {
            admitted = false;
            limit.leave();
        }
    }

    @Override
    public String toString() {
        return "Incoming[redacted]";
    }
}
