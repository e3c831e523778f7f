package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.CircuitBreaker;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A store that is down: few requests reach it, none reaches a caller in part, and it is used again when it is back. */
class StoreOutageTest {

    private final Bench bench = new Bench().delivering("A: a:one", "B: b:one");

    StoreOutageTest() {
        bench.a.text("one", "eins eins");
        bench.b.text("one", "zwei zwei");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void takeDown(MemoryStore store, Kind kind) {
        store.reading(request -> {
            throw new SecretStoreException(kind, "sealed", List.of());
        });
    }

    private void ask(int times) {
        IntStream.range(0, times).forEach(i -> bench.ask());
    }

    @Test
    @DisplayName("fault table: a store that is down is asked a few times, not once per request: no retry storm")
    void isNotAskedAgainAndAgain() throws InterruptedException {
        takeDown(bench.a, Kind.UNAVAILABLE);
        bench.provider();
        ExecutorService runners = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 500; i++) {
            runners.execute(bench::ask);
        }
        runners.shutdown();
        await().atMost(Duration.ofMinutes(1)).until(runners::isTerminated);

        // those under way when it opens, and one try a second, then fewer
        assertThat(bench.a.requests).hasSizeLessThan(CircuitBreaker.FAILURES + 8 + 60);
        assertThat(bench.events).hasSize(500).allSatisfy(event -> {
            assertThat(event.status()).isEqualTo(503);
            assertThat(event.code()).contains("store_unavailable");
            assertThat(event.variables()).isEmpty();
        });
    }

    @Test
    @DisplayName("fault table: while one store is not asked, the other is not asked for the same answer either")
    void asksNoOtherStoreForAnAnswerThatCannotBe() {
        takeDown(bench.b, Kind.UNAVAILABLE);
        ask(CircuitBreaker.FAILURES);
        int before = bench.a.requests.size();
        Release.Failed refused = (Release.Failed) bench.ask();

        assertThat(bench.a.requests).hasSize(before);
        assertThat(refused.code()).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
        assertThat(refused.detail()).contains("store b is not asked");
        assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(CircuitBreaker.FIRST_WAIT);
    }

    @Test
    @DisplayName("fault table: recovery within 5 s")
    void isUsedAgainWhenItIsBack() {
        takeDown(bench.a, Kind.UNAVAILABLE);
        ask(2 * CircuitBreaker.FAILURES);
        assertThat(bench.provider().health().stores().get("a").status()).isEqualTo(StoreHealth.Status.DOWN);
        bench.a.reading(bench.a::find);

        await().atMost(Duration.ofSeconds(30)).until(() -> bench.ask().status() == 200);
        assertThat(bench.ask().status()).isEqualTo(200);
        assertThat(bench.provider().health().stores().get("a").status()).isEqualTo(StoreHealth.Status.UNKNOWN);
    }

    @Test
    @DisplayName("fault table: both stores down, then one after the other back")
    void twoOutagesEndToo() {
        takeDown(bench.a, Kind.UNAVAILABLE);
        ask(CircuitBreaker.FAILURES);
        bench.a.reading(bench.a::find);
        takeDown(bench.b, Kind.UNAVAILABLE);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            bench.ask();
            return bench.provider().health().stores().get("b").status() == StoreHealth.Status.DOWN;
        });
        bench.b.reading(bench.b::find);

        await().atMost(Duration.ofSeconds(30)).until(() -> bench.ask().status() == 200);
    }

    @Test
    @DisplayName("fault table: a denial, a missing field or a malformed secret opens no breaker: others may read on")
    void refusalsOfOneSecretHurtNoOther() {
        for (Kind kind : List.of(Kind.DENIED, Kind.MALFORMED, Kind.MISCONFIGURED)) {
            takeDown(bench.a, kind);
            ask(3 * CircuitBreaker.FAILURES);
            bench.a.reading(bench.a::find);

            assertThat(bench.ask().status()).as("%s", kind).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("fault table: a store that hangs opens its breaker too, and then holds nobody")
    void aHangingStoreHoldsNobodyForLong() {
        bench.settings("deadline: 1s");
        bench.a.reading(request -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException stopped) {
                throw new SecretStoreException(Kind.UNAVAILABLE, "interrupted", List.of());
            }
            return bench.a.find(request);
        });
        ask(CircuitBreaker.FAILURES);
        assertThat(bench.events).allSatisfy(event -> assertThat(event.code()).contains("deadline_exceeded"));
        bench.events.clear();
        bench.ask();

        assertThat(bench.code()).isEqualTo("store_unavailable");
        assertThat(bench.event().duration()).isLessThan(Duration.ofMillis(900));
    }

    @Test
    @DisplayName("fault table: a reload keeps what is known of a store, open or closed")
    void aReloadForgetsNoOutage() {
        takeDown(bench.a, Kind.UNAVAILABLE);
        ask(CircuitBreaker.FAILURES);
        bench.and("settings: { skew: 31s }\n");
        bench.provider().reload();

        assertThat(bench.provider().health().stores().get("a").status()).isEqualTo(StoreHealth.Status.DOWN);
    }

    @Test
    @DisplayName("fault table: what a cache keeps is served while the store is down, and no longer than it is kept")
    void whatIsKeptIsServedWhileTheStoreIsDown() {
        bench.a.shared().text("two", "drei drei");
        bench.b.shared();
        bench.with(builder -> builder.cacheSecrets(Duration.ofHours(1)));
        assertThat(bench.ask().status()).isEqualTo(200);
        takeDown(bench.a, Kind.UNAVAILABLE);
        bench.delivering("A: a:one", "B: b:one", "C: a:two").provider().reload();
        ask(2 * CircuitBreaker.FAILURES);
        assertThat(bench.provider().health().stores().get("a").status()).isEqualTo(StoreHealth.Status.DOWN);
        assertThat(bench.events)
                .last()
                .satisfies(event -> assertThat(event.code()).contains("store_unavailable"));
        int before = bench.a.requests.size();

        bench.delivering("A: a:one", "B: b:one").provider().reload(); // the breaker is as it was
        Release release = bench.ask();

        assertThat(release)
                .isInstanceOfSatisfying(
                        Release.Released.class,
                        released -> assertThat(released.variables().get("A").reveal())
                                .isEqualTo("eins eins"));
        assertThat(bench.a.requests).hasSize(before);
    }

    @Test
    @DisplayName("fault table: what a cache keeps needs no place in a bulkhead that a hanging store has filled")
    void whatIsKeptNeedsNoPlaceOfAHangingStore() {
        bench.a.shared().text("two", "drei drei");
        bench.b.shared();
        bench.settings("deadline: 1s")
                .with(builder -> builder.cacheSecrets(Duration.ofHours(1)).readsPerStore(1));
        assertThat(bench.ask().status()).isEqualTo(200);
        bench.a.reading(request -> {
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            return bench.a.find(request);
        });
        bench.delivering("C: a:two").settings("deadline: 1s").provider().reload();
        assertThat(bench.ask().status()).isEqualTo(503);
        bench.delivering("A: a:one", "B: b:one").provider().reload();

        assertThat(bench.ask().status()).isEqualTo(200);
    }
}
