package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.record.Listeners;
import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What strangers can send as much of as they like pushes out nothing of what proven tokens did. */
class FloodOfRefusalsTest {

    private final AtomicLong ahead = new AtomicLong();
    private final long began = System.nanoTime();
    private final Bench bench = new Bench().delivering("A: a:one");

    FloodOfRefusalsTest() {
        bench.a.text("one", "eins eins");
        bench.with(builder -> builder.monotonicClock(() -> began + ahead.get()));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void refuse(String peer, int times) {
        for (int i = 0; i < times; i++) {
            bench.provider().release("abc", Origin.of(peer, Optional.empty()));
        }
    }

    private List<AuditEvent> counted() {
        return bench.events.stream()
                .filter(event -> event.counted().isPresent())
                .toList();
    }

    @Row("D6")
    @Test
    void keepsAnEventForEachInQuietTimesAndCountsTheRest() {
        refuse("192.0.2.1", 20);
        assertThat(bench.events)
                .hasSize(20)
                .allSatisfy(event -> assertThat(event.origin().correlation()).hasSize(16));
        refuse("192.0.2.1", 980);
        refuse("192.0.2.2", 1);
        bench.ask();
        assertThat(bench.events).hasSize(22);
        ahead.set(Duration.ofSeconds(10).toNanos());
        refuse("192.0.2.3", 1);

        await().until(() -> counted().size() == 1);
        AuditEvent event = counted().get(0);
        assertThat(event.code()).contains("malformed_compact");
        assertThat(event.origin().peer()).isEqualTo("192.0.2.1");
        assertThat(event.counted().orElseThrow().count()).isEqualTo(980);
        assertThat(event.toJson())
                .matches("\\{\"time\":\"[^\"]+\",\"status\":401,\"outcome\":\"refused\",\"code\":\"malformed_compact\","
                        + "\"count\":980,\"first\":\"[^\"]+\",\"last\":\"[^\"]+\",\"peer\":\"192.0.2.1\"}");
        assertThat(bench.provider().health().audit().counted()).isEqualTo(980);
    }

    @Row("D6")
    @Test
    void boundsHowManyKeepTheirEventAndHowManyPeersAreNamed() {
        for (int peer = 0; peer < 2_000; peer++) {
            refuse("peer " + peer, 1);
        }
        assertThat(bench.events).hasSize(200);
        ahead.set(Duration.ofSeconds(10).toNanos());
        refuse("192.0.2.3", 1);
        await().until(() -> counted().stream()
                        .mapToLong(event -> event.counted().orElseThrow().count())
                        .sum()
                == 1_800);
        assertThat(counted().size()).isLessThanOrEqualTo(101);
        assertThat(counted()).anyMatch(event -> event.origin().peer().equals("others"));
    }

    @Row("D6")
    @Test
    void saysWhatItCountedWhenItCloses() {
        refuse("192.0.2.1", 100);
        bench.provider().close();

        assertThat(counted())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.counted().orElseThrow().count()).isEqualTo(80));
    }

    @Row("D6")
    @Test
    void saysWhatItCountedWhenTheWindowEndsAndNobodyAsks() {
        refuse("192.0.2.1", 100);
        ahead.set(Duration.ofSeconds(10).toNanos());
        await().atMost(Duration.ofSeconds(60)).until(() -> counted().size() == 1);
    }

    @Test
    void countsNoProvenToken() {
        for (int i = 0; i < 300; i++) {
            bench.ask();
        }
        assertThat(bench.events).hasSize(300);
    }

    @Row("D9")
    @Test
    void dropsNoListenersEventAboutAReleaseForThem() throws InterruptedException {
        CountDownLatch flooded = new CountDownLatch(1);
        List<Object> heard = new CopyOnWriteArrayList<>();
        Listeners listeners = new Listeners(List.of(new ProviderListener() {
            @Override
            public void keysRefreshed(KeysRefreshed event) {
                heard.add(event);
            }

            @Override
            public void tokenRefused(TokenRefused event) {
                try {
                    flooded.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
                heard.add(event);
            }
        }));
        for (int i = 0; i < 100_000; i++) {
            listeners.tellUnproven(listener -> listener.tokenRefused(new ListenerFacts.TokenRefused(
                    io.github.bitbucketoidc.core.token.Rejection.Code.MALFORMED_COMPACT)));
        }
        for (int i = 0; i < 1_000; i++) {
            listeners.refreshed("issuer", i);
        }
        flooded.countDown();
        await().until(() -> heard.size() >= 1_001 + Listeners.ROOM_OF_UNPROVEN);

        assertThat(heard.subList(1, 1_001))
                .isEqualTo(java.util.stream.IntStream.range(0, 1_000)
                        .mapToObj(i -> (Object) new ListenerFacts.KeysRefreshed("issuer", i))
                        .toList());
        assertThat(listeners.dropped()).isEqualTo(100_000 - 1 - Listeners.ROOM_OF_UNPROVEN);
        listeners.close();
    }

    @Row("D6")
    @Test
    void tellsListenersWhatWasCounted() {
        List<ProviderListener.RefusalsCounted> heard = new CopyOnWriteArrayList<>();
        List<ProviderListener.Answered> answered = new CopyOnWriteArrayList<>();
        bench.with(builder -> builder.listener(new ProviderListener() {
            @Override
            public void refusalsCounted(RefusalsCounted event) {
                heard.add(event);
            }

            @Override
            public void answered(Answered event) {
                answered.add(event);
            }
        }));
        refuse("192.0.2.1", 100);
        bench.provider().close();

        await().until(() -> heard.size() == 1);
        assertThat(heard.get(0))
                .isEqualTo(new ListenerFacts.RefusalsCounted(
                        401, AuditEvent.Outcome.REFUSED, Optional.of("malformed_compact"), "192.0.2.1", 80));
        assertThat(answered).hasSize(20);
    }
}
