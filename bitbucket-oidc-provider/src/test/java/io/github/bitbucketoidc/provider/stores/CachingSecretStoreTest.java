package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.MemoryStore;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachingSecretStoreTest {

    private final AtomicLong now = new AtomicLong();
    private final MemoryStore store =
            new MemoryStore().shared().text("one", "eins eins").text("two", "zwei zwei");
    private final CachingSecretStore cache = CachingSecretStore.of(store, Duration.ofSeconds(5), 100, now::get);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private Map<SecretId, Secret> read(String... paths) {
        return readWithin(Duration.ofSeconds(60), paths);
    }

    private Map<SecretId, Secret> readWithin(Duration time, String... paths) {
        Caller caller = Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                .build();
        return cache.read(SecretRequest.of(Stream.of(paths).map(SecretId::of).toList(), Deadline.after(time), caller));
    }

    private CompletableFuture<Map<SecretId, Secret>> readElsewhere(String path) {
        return CompletableFuture.supplyAsync(() -> read(path), threads);
    }

    private static String text(Map<SecretId, Secret> secrets, String path) {
        return secrets.get(SecretId.of(path)).text().orElseThrow().reveal();
    }

    @Nested
    class Caching {

        @Test
        void readsOnceUntilTheTimeIsUp() {
            read("one");
            store.text("one", "geaendert");
            now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
            assertThat(text(read("one"), "one")).isEqualTo("eins eins");

            now.addAndGet(1);
            assertThat(text(read("one"), "one")).isEqualTo("geaendert");
            assertThat(store.requests).hasSize(2);
        }

        @Test
        void readsOnlyWhatItDoesNotHave() {
            read("one");
            assertThat(read("one", "two")).hasSize(2);

            assertThat(store.requests.get(1).ids()).containsExactly(SecretId.of("two"));
        }

        @Test
        void doesNotRememberThatSomethingIsMissing() {
            assertThat(read("three")).isEmpty();
            store.text("three", "drei drei");

            assertThat(read("three")).hasSize(1);
        }

        @Test
        void doesNotRememberFailures() {
            store.reading(request -> {
                throw new SecretStoreException(Kind.UNAVAILABLE, "down", List.of());
            });
            assertThatThrownBy(() -> read("one")).isInstanceOf(SecretStoreException.class);
            store.reading(store::find);

            assertThat(read("one")).hasSize(1);
        }

        @Test
        void neverCachesALeasedSecret() {
            store.secret("leased", Secret.ofText(SecretValue.of("x")).withLease(Lease.of("l", Instant.MAX)));
            read("leased");
            read("leased");

            assertThat(store.requests).hasSize(2);
        }
    }

    @Nested
    class NotSharedStores {

        @Test
        void areReadEachTime() {
            MemoryStore own = new MemoryStore().text("one", "eins eins");
            CachingSecretStore each = CachingSecretStore.of(own, Duration.ofSeconds(5), 100);
            SecretRequest request = SecretRequest.of(
                    List.of(SecretId.of("one")),
                    Deadline.after(Duration.ofSeconds(60)),
                    Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                            .build());
            each.read(request);
            each.read(request);

            assertThat(own.requests).hasSize(2);
        }

        @Test
        void evenIfSharedWhenTheyAskForTheToken() {
            CachingSecretStore each =
                    CachingSecretStore.of(new MemoryStore().shared().wantingToken(), Duration.ofSeconds(5), 100);

            assertThat(each.needsCallerToken()).isTrue();
            store.wantingToken();
            CachingSecretStore own = CachingSecretStore.of(store, Duration.ofSeconds(5), 100);
            SecretRequest request = SecretRequest.of(
                    List.of(SecretId.of("one")),
                    Deadline.after(Duration.ofSeconds(60)),
                    Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                            .build());
            own.read(request);
            own.read(request);
            assertThat(store.requests).hasSize(2);
        }

        @Test
        void orSingleSecretsOfASharedOne() {
            store.notShared("two");
            read("one", "two");
            read("one", "two");

            assertThat(store.requests.get(1).ids()).containsExactly(SecretId.of("two"));
        }
    }

    @Nested
    class AtTheSameTime {

        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        private Map<SecretId, Secret> slowly(SecretRequest request) {
            started.countDown();
            await().until(() -> go.getCount() == 0);
            return store.find(request);
        }

        @Test
        void callersShareOneRead() {
            store.reading(this::slowly);
            List<CompletableFuture<Map<SecretId, Secret>>> readers =
                    Stream.generate(() -> readElsewhere("one")).limit(20).toList();
            await().until(() -> started.getCount() == 0);
            go.countDown();

            assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).hasSize(1));
            assertThat(store.requests).hasSize(1);
        }

        @Test
        void whoWaitsReadsForItselfWhenTheOtherOneFails() {
            store.reading(request -> {
                boolean first = started.getCount() == 1;
                Map<SecretId, Secret> found = slowly(request);
                if (first) {
                    throw new SecretStoreException(Kind.UNAVAILABLE, "out of time", List.of());
                }
                return found;
            });
            CompletableFuture<Map<SecretId, Secret>> first = readElsewhere("one");
            await().until(() -> started.getCount() == 0);
            CompletableFuture<Map<SecretId, Secret>> second = readElsewhere("one");
            go.countDown();

            assertThatThrownBy(first::join).hasCauseInstanceOf(SecretStoreException.class);
            assertThat(second.join()).hasSize(1);
        }

        @Test
        void aLeaseIsRevokedWhenAReadAfterItFails() {
            store.notShared("leased")
                    .secret("leased", Secret.ofText(SecretValue.of("x")).withLease(Lease.of("issued", Instant.MAX)));
            store.reading(request -> {
                if (request.ids().contains(SecretId.of("leased"))) {
                    return store.find(request);
                }
                slowly(request);
                throw new SecretStoreException(Kind.UNAVAILABLE, "out of time", List.of());
            });
            CompletableFuture<Map<SecretId, Secret>> first = readElsewhere("one");
            await().until(() -> started.getCount() == 0);
            CompletableFuture<Map<SecretId, Secret>> second =
                    CompletableFuture.supplyAsync(() -> read("leased", "one"), threads);
            await().until(() -> store.requests.size() == 2);
            assertThat(store.revoked).isEmpty();
            go.countDown();

            assertThatThrownBy(first::join).hasCauseInstanceOf(SecretStoreException.class);
            assertThatThrownBy(second::join).hasCauseInstanceOf(SecretStoreException.class);
            assertThat(store.revoked).containsExactly("issued");
        }

        @Test
        void whoWaitsForAMissingSecretDoesNotReadItAgain() {
            store.reading(this::slowly);
            CompletableFuture<Map<SecretId, Secret>> first = readElsewhere("three");
            await().until(() -> started.getCount() == 0);
            CompletableFuture<Map<SecretId, Secret>> second = readElsewhere("three");
            // the second one has to find the first one in flight: it reads nothing, so nothing tells when it waits
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            go.countDown();

            assertThat(first.join()).isEmpty();
            assertThat(second.join()).isEmpty();
            assertThat(store.requests).hasSize(1);
        }

        @Test
        void nobodyWaitsBeyondItsOwnDeadline() {
            store.reading(
                    request -> request.deadline().remaining().toSeconds() > 10 ? slowly(request) : store.find(request));
            CompletableFuture<Map<SecretId, Secret>> first = readElsewhere("one");
            await().until(() -> started.getCount() == 0);

            assertThat(readWithin(Duration.ofMillis(50), "one")).hasSize(1);
            assertThat(first).isNotDone();
            go.countDown();
            first.join();
        }

        @Test
        void anErrorOfTheStoreLeavesNothingInFlight() {
            store.reading(request -> {
                throw new StackOverflowError();
            });
            assertThatThrownBy(() -> read("one")).isInstanceOf(StackOverflowError.class);
            store.reading(store::find);

            assertThat(readElsewhere("one")).succeedsWithin(Duration.ofSeconds(10));
        }

        @Test
        void aLeasedSecretIsNeverShared() {
            store.secret("one", Secret.ofText(SecretValue.of("x")).withLease(Lease.of("l", Instant.MAX)));
            store.reading(this::slowly);
            CompletableFuture<Map<SecretId, Secret>> first = readElsewhere("one");
            await().until(() -> started.getCount() == 0);
            CompletableFuture<Map<SecretId, Secret>> second = readElsewhere("one");
            go.countDown();

            first.join();
            second.join();
            assertThat(store.requests).hasSize(2);
        }
    }

    @Test
    void closesTheStore() {
        cache.close();

        assertThat(store.closed).isTrue();
    }

    @Test
    void mayWaitForAnotherCallersReadUnlessItCachesNothing() {
        MemoryStore shared = new MemoryStore().shared().waitingForNothing();
        MemoryStore own = new MemoryStore().waitingForNothing();

        assertThat(CachingSecretStore.of(shared, Duration.ofSeconds(5), 1).readsFromMemory())
                .isFalse();
        assertThat(CachingSecretStore.of(own, Duration.ofSeconds(5), 1).readsFromMemory())
                .isTrue();
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> CachingSecretStore.of(store, Duration.ZERO, 1)).hasMessageContaining("timeToLive");
        assertThatThrownBy(() -> CachingSecretStore.of(store, Duration.ofMinutes(61), 1))
                .hasMessageContaining("timeToLive");
        assertThatThrownBy(() -> CachingSecretStore.of(store, Duration.ofSeconds(1), 0))
                .hasMessageContaining("maximumSize");
    }

    @Test
    void aProviderUsesItWhenToldTo() {
        try (Bench bench = new Bench().delivering("A: a:one", "B: b:one")) {
            bench.a.shared().text("one", "eins eins");
            bench.b.text("one", "zwei zwei");
            bench.with(builder -> builder.cacheSecrets(Duration.ofMinutes(1)));
            bench.ask();
            bench.ask();

            assertThat(bench.a.requests).hasSize(1);
            assertThat(bench.b.requests).hasSize(2);
        }
    }
}
