package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.stores.CircuitBreaker;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.StoreHealth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One secret that fails again and again, in a store that gives everybody else theirs. */
class NoisyNeighbourTest {

    private static final int OFTEN = 3 * CircuitBreaker.FAILURES;

    private final Bench bench = new Bench().delivering("A: a:broken");

    @AfterEach
    void close() {
        bench.close();
    }

    private Map<SecretId, Secret> failingForItself(SecretRequest request) {
        if (request.ids().contains(SecretId.of("broken"))) {
            throw new SecretStoreException(Kind.UNAVAILABLE, "the file cannot be read", List.of(SecretId.of("broken")))
                    .aboutIdsOnly();
        }
        return bench.a.find(request);
    }

    private int neighbour() {
        bench.delivering("B: a:good").provider().reload();
        return bench.ask().status();
    }

    @Row("D10")
    @Test
    @DisplayName(
            "D10 failures that are one path's own open no breaker, and are 503 store_unavailable for whoever asks for it")
    void d10FailuresOfOnePathOpenNoBreaker() {
        bench.a.text("good", "gut gut gut");
        bench.a.reading(this::failingForItself);
        IntStream.range(0, OFTEN).forEach(i -> bench.ask());

        assertThat(bench.events).hasSize(OFTEN).allSatisfy(event -> {
            assertThat(event.status()).isEqualTo(503);
            assertThat(event.code()).contains("store_unavailable");
        });
        assertThat(bench.provider().health().stores().get("a").status()).isNotEqualTo(StoreHealth.Status.DOWN);
        assertThat(bench.a.requests).as("it was asked each time").hasSize(OFTEN);
        assertThat(neighbour()).isEqualTo(200);
    }

    @Test
    void failuresOfOnePathDoNotHideThatTheStoreIsDown() {
        AtomicInteger reads = new AtomicInteger();
        bench.a.reading(request -> {
            if (reads.incrementAndGet() % 2 == 0) {
                return failingForItself(request);
            }
            throw new SecretStoreException(Kind.UNAVAILABLE, "sealed", List.of());
        });
        IntStream.range(0, 2 * CircuitBreaker.FAILURES).forEach(i -> bench.ask());

        assertThat(bench.provider().health().stores().get("a").status()).isEqualTo(StoreHealth.Status.DOWN);
    }

    @Row("D10")
    @Test
    @DisplayName("D10 a path that hangs, while the store answers for others, opens no breaker")
    void d10APathThatHangsOpensNoBreaker() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(OFTEN);
        CountDownLatch end = new CountDownLatch(1);
        bench.a.text("good", "gut gut gut");
        bench.a.reading(request -> {
            if (request.ids().contains(SecretId.of("broken"))) {
                hanging.countDown();
                try {
                    end.await();
                } catch (InterruptedException stopped) {
                    throw new SecretStoreException(Kind.UNAVAILABLE, "interrupted", List.of());
                }
            }
            return bench.a.find(request);
        });
        bench.settings("deadline: 3s").provider();
        ExecutorService steps = Executors.newFixedThreadPool(OFTEN);
        try {
            IntStream.range(0, OFTEN).forEach(i -> steps.execute(bench::ask));
            hanging.await();
            assertThat(neighbour()).isEqualTo(200);
            await().until(() -> bench.events.size() == OFTEN + 1);

            assertThat(bench.events.stream().filter(event -> event.code().equals(Optional.of("deadline_exceeded"))))
                    .hasSize(OFTEN);
            assertThat(bench.ask().status()).isEqualTo(200);
        } finally {
            end.countDown();
            steps.shutdownNow();
        }
    }
}
