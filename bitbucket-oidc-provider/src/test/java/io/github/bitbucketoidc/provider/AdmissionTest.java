package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Bench bench = new Bench().delivering("A: a:one").settings("deadline: 30s");
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private SecretsEndpoint endpoint;

    @BeforeEach
    void occupyTheOnlyPlace() {
        bench.a.text("one", "eins eins");
        bench.a.reading(request -> {
            reading.countDown();
            try {
                mayEnd.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return bench.a.find(request);
        });
        endpoint = SecretsEndpoint.builder(bench.provider()).maxConcurrent(1).build();
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        bench.close();
    }

    private EndpointResponse ask(String method, String... authorization) {
        return endpoint.handle(EndpointRequest.of(method, List.of(authorization), "192.0.2.1", List.of()));
    }

    private Future<EndpointResponse> occupy() throws InterruptedException {
        FutureTask<EndpointResponse> first = new FutureTask<>(() -> ask("GET", bench.issuer.token()));
        new Thread(first).start();
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    @Test
    @DisplayName("fault table: one too many is turned away at once: 503, Retry-After, one event, nothing read")
    void oneTooManyIsTurnedAway() throws Exception {
        Future<EndpointResponse> first = occupy();
        EndpointResponse second = ask("GET", bench.issuer.token());

        assertThat(second.status()).isEqualTo(503);
        assertThat(second.headers())
                .containsEntry("Retry-After", "1")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Content-Type", "text/plain; charset=utf-8");
        AuditEvent event = bench.event();
        assertThat(event.code()).contains("overloaded");
        assertThat(event.status()).isEqualTo(503);
        assertThat(event.step()).isEmpty();
        assertThat(new String(second.body(), StandardCharsets.UTF_8))
                .contains(event.origin().correlation());
        mayEnd.countDown();
        assertThat(first.get().status()).isEqualTo(200);
        assertThat(ask("GET", bench.issuer.token()).status()).isEqualTo(200);
        assertThat(bench.events).hasSize(3);
    }

    @Test
    @DisplayName("requests that carry no credential take no place, and keep their own answer")
    void cheapRefusalsStayCheap() throws Exception {
        Future<EndpointResponse> first = occupy();

        assertThat(ask("PUT", "abc").status()).isEqualTo(405);
        assertThat(ask("GET").status()).isEqualTo(400);
        mayEnd.countDown();
        assertThat(first.get().status()).isEqualTo(200);
    }

    @Test
    void aPlaceComesBackWhateverHappened() {
        mayEnd.countDown();
        for (int i = 0; i < 20; i++) {
            assertThat(ask("GET", "abc").status()).isEqualTo(401);
        }
    }

    @Test
    void theLimitIsChecked() {
        for (int wrong : List.of(0, -1, 100_001)) {
            SecretsEndpoint.Builder builder =
                    SecretsEndpoint.builder(bench.provider()).maxConcurrent(wrong);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxConcurrent: must be from 1 to 100,000");
        }
    }
}
