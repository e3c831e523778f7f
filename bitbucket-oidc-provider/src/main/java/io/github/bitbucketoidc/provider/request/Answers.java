package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.release.Release;
import java.time.Duration;
import java.util.Map;

/** The table of answers: what each release looks like from outside. Nothing of a reason is in it but its status. */
public final class Answers {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private Answers() {}

    public static EndpointResponse encode(Release release, Origin origin) {
        int status = release.status();
        if (release instanceof Release.Released released) {
            return EndpointResponse.json(FlatJson.bytes(released.variables()));
        }
        if (release instanceof Release.NothingGranted nothing && !nothing.forbidden()) {
            return EndpointResponse.json(FlatJson.bytes(Map.of()));
        }
        if (release instanceof Release.Failed failed && status == 503) {
            return fixed(status, origin, Map.of("Retry-After", seconds(failed.retryAfter())));
        }
        return switch (status) {
            case 401 -> fixed(status, origin, Map.of("WWW-Authenticate", "Bearer"));
            case 405 -> fixed(status, origin, Map.of("Allow", "GET, POST"));
            default -> fixed(status, origin, Map.of());
        };
    }

    /** A text that depends on the status and the correlation id only. */
    public static EndpointResponse fixed(int status, Origin origin, Map<String, String> headers) {
        String sentence = switch (status) {
            case 400 -> "The request is malformed.";
            case 401 -> "The token was not accepted.";
            case 403 -> "This step may not have any secret.";
            case 404 -> "There is nothing here.";
            case 405 -> "Only GET and POST are allowed here.";
            case 431 -> "The request's headers are too large.";
            case 503 -> "The secrets are not available at the moment; try again later.";
            default -> status < 500 ? "The request cannot be answered." : "The secrets cannot be delivered.";
        };
        return EndpointResponse.text(status, sentence + "\nCorrelation id: " + origin.correlation() + "\n", headers);
    }

    private static String seconds(Duration retryAfter) {
        Duration bounded = retryAfter.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : retryAfter;
        return Long.toString(Math.max(1, bounded.plusMillis(999).toSeconds()));
    }
}
