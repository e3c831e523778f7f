package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.request.AddressRange;
import io.github.bitbucketoidc.provider.request.AdmissionLimit;
import io.github.bitbucketoidc.provider.request.Answers;
import io.github.bitbucketoidc.provider.request.ClientAddress;
import io.github.bitbucketoidc.provider.request.Incoming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * The HTTP interface without an HTTP server: a request in, a complete answer out, exactly one audit event. {@link #handle} is
 * total: every input has an answer, and no exception but a fatal error of the virtual machine leaves it. Thread-safe.
 *
 * <pre>{@code
 * SecretsEndpoint endpoint = SecretsEndpoint.of(SecretProvider.open(Path.of("policy.yaml")));
 * EndpointResponse response = endpoint.handle(EndpointRequest.of("GET", List.of("Bearer " + token), peer, List.of()));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SecretsEndpoint {

    private static final RequestLog log = RequestLog.of(SecretsEndpoint.class);

    /** Seconds after which a server that is shutting down has been replaced, perhaps. */
    private static final String OUTSIDE_WAIT = "1";

    private final SecretProvider provider;
    private final ClientAddress clientAddress;
    private final AdmissionLimit limit;

    private SecretsEndpoint(Builder builder) {
        this.provider = builder.provider;
        this.clientAddress = new ClientAddress(builder.trustedProxies);
        this.limit = new AdmissionLimit(builder.maxConcurrent);
    }

    /**
     * An endpoint that trusts no proxy and works on 128 requests at a time.
     *
     * @param provider what answers; it stays the caller's to close
     * @return the endpoint
     */
    public static SecretsEndpoint of(SecretProvider provider) {
        return builder(provider).build();
    }

    /**
     * Begins an endpoint.
     *
     * @param provider what answers; it stays the caller's to close
     * @return a builder; by default no proxy is trusted, and 128 requests are in work at a time
     */
    public static Builder builder(SecretProvider provider) {
        return new Builder(provider);
    }

    /**
     * Answers one request. It blocks while keys are fetched, stores are read and the audit event is written: at most for the
     * policy's deadline and one fetch of keys. When it returns, the audit event is recorded.
     *
     * @param request what came in
     * @return the answer; hand it on as it is
     */
    public EndpointResponse handle(EndpointRequest request) {
        Objects.requireNonNull(request, "request");
        try {
            return provider.pipeline()
                    .answer(Incoming.http(request, clientAddress, limit))
                    .response();
        } catch (Throwable defect) {
            // the provider answers and records its own defects: this is what is left when it could not even do that
            if (defect instanceof VirtualMachineError fatal
                    && !(defect instanceof OutOfMemoryError)
                    && !(defect instanceof StackOverflowError)) {
                throw fatal;
            }
            Origin origin = Origin.local();
            String what = defect.getClass().getName();
            log.rare(what, Level.ERROR, "a request ended with {} (correlation id {})", what, origin.correlation());
            return Answers.fixed(500, origin, Map.of());
        }
    }

    /**
     * The answer for a path that is not this endpoint's, for servers of our own: 404 with the fixed headers.
     *
     * @return the answer
     */
    public static EndpointResponse notFound() {
        return notFound("");
    }

    /**
     * The same as {@link #notFound()}, with the address for the log: it says at most once in ten seconds how many there were, and who the last
     * one was.
     *
     * @param peer the address of the other end of the connection; empty if unknown
     * @return the answer
     */
    public static EndpointResponse notFound(String peer) {
        return outside(404, peer);
    }

    /**
     * The answer for an error that the web server makes itself, before or beside {@link #handle}: for example 431 for too
     * large headers, 400 for a request that is no HTTP, 503 while it shuts down. It has the fixed headers and a text body
     * with a correlation id, which is logged; it never shows an exception or its message (attack row H13).
     *
     * @param status the HTTP status code, from 400 to 599
     * @return the answer
     * @throws IllegalArgumentException if the status is not an error's
     */
    public static EndpointResponse containerError(int status) {
        return containerError(status, "");
    }

    /**
     * The same as {@link #containerError(int)}, with the address for the log.
     *
     * @param status the HTTP status code, from 400 to 599
     * @param peer the address of the other end of the connection; empty if unknown
     * @return the answer
     * @throws IllegalArgumentException if the status is not an error's
     */
    public static EndpointResponse containerError(int status, String peer) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: must be from 400 to 599, was " + status);
        }
        return outside(status, peer);
    }

    private static EndpointResponse outside(int status, String peer) {
        Origin origin = Origin.of(peer, Optional.empty());
        log.rare(
                "outside " + status,
                Level.INFO,
                "answered {} outside the endpoint to {}, correlation id {}",
                status,
                origin.peer().isEmpty() ? "somebody" : origin.peer(),
                origin.correlation());
        return Answers.fixed(status, origin, status == 503 ? Map.of("Retry-After", OUTSIDE_WAIT) : Map.of());
    }

    /** Builds a {@link SecretsEndpoint}. Not thread-safe. */
    public static final class Builder {

        private final SecretProvider provider;
        private final List<AddressRange> trustedProxies = new ArrayList<>();
        private int maxConcurrent = 128;

        private Builder(SecretProvider provider) {
            this.provider = Objects.requireNonNull(provider, "provider");
        }

        /**
         * Trusts proxies to say whom they forward for. The audited client is then the last address of {@code X-Forwarded-For} that is not
         * one of these, or the first one if all are; from anybody else the header is ignored. Where an address in front of it cannot be read,
         * the client is unknown.
         *
         * @param ranges addresses or CIDR ranges, for example {@code 10.0.0.0/8}, {@code ::1}
         * @return this
         * @throws IllegalArgumentException if one is not an address or a range
         */
        public Builder trustedProxies(Collection<String> ranges) {
            for (String range : ranges) {
                trustedProxies.add(AddressRange.parse(range));
            }
            return this;
        }

        /**
         * Sets how many requests with a credential may be in work at a time. What is beyond waits for nothing: it gets 503 with {@code
         * Retry-After} at once, and the audit code {@code overloaded}. Requests without a credential are not counted, they cost
         * nothing. Keep it below the number of the web server's threads, or there is none left to turn anybody away; and above
         * {@link SecretProviderBuilder#readsPerStore}, so that one hanging store leaves room.
         *
         * @param requests from 1 to 100,000, 128 by default
         * @return this
         */
        public Builder maxConcurrent(int requests) {
            maxConcurrent = requests;
            return this;
        }

        /**
         * Makes the endpoint.
         *
         * @return the endpoint
         * @throws IllegalArgumentException if a number is out of range
         */
        public SecretsEndpoint build() {
            if (maxConcurrent < 1 || maxConcurrent > 100_000) {
                throw new IllegalArgumentException("maxConcurrent: must be from 1 to 100,000, was " + maxConcurrent);
            }
            return new SecretsEndpoint(this);
        }
    }
}
