package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SecretsEndpointProperties {

    private static final AtomicLong NOW = new AtomicLong();
    private static Bench bench;

    @BeforeContainer
    static void open() {
        bench = new Bench().delivering("A: a:one");
        bench.a.text("one", "eins eins");
        bench.with(builder -> builder.monotonicClock(NOW::get));
    }

    @AfterContainer
    static void close() {
        bench.close();
    }

    @Property(tries = 3000)
    void everyRequestHasOneAnswerAndExactlyOneEvent(
            @ForAll("methods") String method, @ForAll("lines") List<String> lines, @ForAll String peer) {
        bench.events.clear();
        NOW.addAndGet(TimeUnit.SECONDS.toNanos(10)); // in quiet times: a flood of refusals is counted

        EndpointResponse response =
                SecretsEndpoint.of(bench.provider()).handle(EndpointRequest.of(method, lines, peer, List.of(peer)));

        assertThat(response.status()).isIn(200, 400, 401, 405);
        assertThat(response.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(bench.event().status()).isEqualTo(response.status());
        assertThat(bench.event().toJson()).matches("[ -~]+"); // H10: one line, nothing raw
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.oneOf(
                Arbitraries.of("GET", "POST"), Arbitraries.strings().ofMaxLength(8));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> word = Arbitraries.oneOf(
                Arbitraries.strings().withChars("abcXYZ019._~+/=-").ofMaxLength(60),
                Arbitraries.create(() -> bench.issuer.token()),
                Arbitraries.strings().ofMaxLength(60));
        Arbitrary<String> scheme = Arbitraries.of("", "Bearer ", "bearer ", "Basic ", " ", "Bearer  ", "Bearer");
        return net.jqwik.api.Combinators.combine(scheme, word)
                .as(String::concat)
                .list()
                .ofMinSize(0)
                .ofMaxSize(2);
    }
}
