package io.github.bitbucketoidc.provider.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.UseFacts;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String STEP = UUID.randomUUID().toString();

    private final Bench bench = new Bench().delivering("A: a:one");

    ReplayGuardTest() {
        bench.a.text("one", "eins eins");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static ReplayGuard.Use use(String digest, String source) {
        return use(digest, source, NOW, NOW.plusSeconds(3600), "id");
    }

    private static ReplayGuard.Use use(String digest, String source, Instant at, Instant end, String id) {
        return new UseFacts("issuer", digest, STEP, source, at, NOW, end, id);
    }

    /** A token that was not issued before the provider began, which a strict guard would refuse. */
    private String token() {
        bench.provider();
        return bench.issuer.token(claims -> claims.put("iat", Instant.now().getEpochSecond()));
    }

    private Release ask(String token, String source) {
        return bench.provider().release(token, Origin.of(source, Optional.empty()));
    }

    @Nested
    class Counting {

        @Row("C18")
        @Test
        @DisplayName("C18 a replay is allowed by default but counted")
        void c18CountsAndAllows() {
            String token = token();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(token, "192.0.2." + i).status()).isEqualTo(200);
            }
            ask(bench.issuer.token(claims -> claims.put("branchName", "other")), "192.0.2.1");

            assertThat(bench.events)
                    .extracting(event -> event.step().orElseThrow().uses())
                    .containsExactly(1L, 2L, 3L, 1L);
            assertThat(bench.events.get(2).toJson()).contains("\"uses\":3,");
        }

        @Test
        void switchedOffSaysNothing() {
            bench.with(builder -> builder.replayGuard(ReplayGuards.off()));
            bench.ask();

            assertThat(bench.event().toJson()).doesNotContain("\"uses\"");
        }

        @Row("C18")
        @Test
        @DisplayName("C18 memory is bounded")
        void c18IsBounded() {
            CountingReplayGuard guard = new CountingReplayGuard(10);
            IntStream.range(0, 10_000).forEach(i -> guard.admit(use("digest" + i, "x")));

            assertThat(guard.size()).isLessThanOrEqualTo(10);
        }
    }

    @Nested
    class Once {

        @Row("C18")
        @Test
        @DisplayName("C18 the second use is refused as replayed, from anywhere")
        void c18RefusesTheSecondUse() {
            bench.with(builder -> builder.replayGuard(ReplayGuards.once()));
            String token = token();

            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(200);
            assertThat(ask(token, "192.0.2.1"))
                    .isInstanceOfSatisfying(
                            Release.Refused.class,
                            refused -> assertThat(refused.rejection().code()).isEqualTo(Rejection.Code.REPLAYED));
            assertThat(bench.events.get(1).code()).contains("replayed");
            assertThat(bench.events.get(1).status()).isEqualTo(401);
            assertThat(bench.a.requests).hasSize(1);
        }

        @Test
        void aUseThatGaveNoSecretDoesNotCount() {
            bench.with(builder -> builder.replayGuard(ReplayGuards.once()));
            String token = token();
            bench.a.reading(request -> {
                throw new SecretStoreException(Kind.UNAVAILABLE, "down", List.of());
            });
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(503);
            bench.a.reading(bench.a::find);

            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(200);
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(401);
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(401);
        }

        @Row("C18")
        @Test
        @DisplayName("C18 of many uses at the same time exactly one is admitted")
        void c18IsAtomic() {
            ReplayGuard guard = ReplayGuards.once();
            long admitted = IntStream.range(0, 10_000)
                    .parallel()
                    .filter(i -> guard.admit(use("same", "x" + i)).admitted())
                    .count();

            assertThat(admitted).isEqualTo(1);
        }

        @Row("C18")
        @Test
        @DisplayName("C18 a full guard admits nobody new, rather than forget")
        void c18DoesNotForgetWhenFull() {
            ReplayGuard guard = StrictReplayGuard.once(2);
            guard.admit(use("one", "x"));
            guard.admit(use("two", "x"));

            assertThatThrownBy(() -> guard.admit(use("three", "x"))).hasMessageContaining("no room");
            assertThat(guard.admit(use("one", "x")).admitted()).isFalse();
        }

        @Test
        void forgetsATokenThatNobodyAcceptsAnyMore() {
            ReplayGuard guard = StrictReplayGuard.once(1);
            guard.admit(use("old", "x", NOW, NOW.plusSeconds(1), "a"));

            assertThatThrownBy(() -> guard.admit(use("new", "x"))).hasMessageContaining("no room");
            assertThat(guard.admit(use("new", "x", NOW.plusSeconds(1), NOW.plusSeconds(9), "b"))
                            .admitted())
                    .isTrue();
        }

        @Test
        void tellsTokensOfTwoIssuersAndTwoStepsApart() {
            ReplayGuard guard = ReplayGuards.once();
            guard.admit(use("same", "x"));

            assertThat(guard.admit(new UseFacts("other", "same", STEP, "x", NOW, NOW, NOW.plusSeconds(60), "id"))
                            .admitted())
                    .isTrue();
            assertThat(guard.admit(new UseFacts(
                                    "issuer", "same", "another run", "x", NOW, NOW, NOW.plusSeconds(60), "id"))
                            .admitted())
                    .isTrue();
        }
    }

    @Nested
    class OnceWithin {

        private final AtomicLong nanos = new AtomicLong();
        private final ReplayGuard guard = StrictReplayGuard.onceWithin(100, Duration.ofSeconds(60), nanos::get);

        private boolean admits() {
            return guard.admit(use("same", "x")).admitted();
        }

        @Test
        @DisplayName("C18 a second use is refused until the time is over, and refused ones do not prolong it")
        void c18RefusesForAWhile() {
            assertThat(admits()).isTrue();
            for (int second = 0; second < 60; second++) {
                assertThat(admits()).as("second %s", second).isFalse();
                nanos.addAndGet(1_000_000_000);
            }
            assertThat(admits()).isTrue();
            assertThat(admits()).isFalse();
        }

        @Test
        void aUseThatGaveNoSecretDoesNotCount() {
            admits();
            guard.forget(use("same", "x"));

            assertThat(admits()).isTrue();
        }

        @Test
        void aTokenThatEndsEarlierIsForgottenEarlier() {
            guard.admit(use("late", "x", NOW, NOW.plusSeconds(5), "a"));
            nanos.addAndGet(6_000_000_000L);

            assertThat(guard.admit(use("late", "x", NOW.plusSeconds(6), NOW.plusSeconds(9), "b"))
                            .uses())
                    .isEqualTo(1);
        }

        @Test
        @DisplayName("C18 is refused as replayed by a provider")
        void c18RefusesInAProvider() {
            bench.with(builder -> builder.replayGuard(ReplayGuards.onceWithin(Duration.ofHours(1))));
            String token = token();

            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(200);
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(401);
            assertThat(bench.events.get(1).code()).contains("replayed");
        }

        @Test
        void theTimeIsChecked() {
            for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(2))) {
                assertThatThrownBy(() -> ReplayGuards.onceWithin(wrong))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("window: must be from 1 s to 24 h");
            }
        }
    }

    @Nested
    class SameSource {

        @Row("W7")
        @Test
        void admitsNobodyWhoseAddressIsUnknown() {
            bench.with(builder -> builder.replayGuard(ReplayGuards.sameSource()));
            String token = token();

            assertThat(bench.provider().release(token, Origin.hiddenBehind("10.0.0.1")))
                    .isInstanceOfSatisfying(
                            Release.Refused.class,
                            refused -> assertThat(refused.rejection().code()).isEqualTo(Rejection.Code.REPLAYED));
            assertThat(ask(token, "").status()).isEqualTo(401);
            assertThat(ask(token, "10.0.0.1").status()).isEqualTo(200);
            assertThat(bench.provider()
                            .release(token, Origin.hiddenBehind("10.0.0.1"))
                            .status())
                    .isEqualTo(401);
        }

        @Row("C18")
        @Test
        @DisplayName("C18 from another address a token is refused, from its first one it is not")
        void c18RefusesAnotherAddress() {
            bench.with(builder -> builder.replayGuard(ReplayGuards.sameSource()));
            String token = token();

            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(200);
            assertThat(ask(token, "192.0.2.2").status()).isEqualTo(401);
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(200);
        }
    }

    @Nested
    class AUseThatIsTakenBack {

        private final AtomicLong nanos = new AtomicLong();

        @Row("D13")
        @Test
        void isItsOwnAndNotALaterOne() {
            ReplayGuard guard = StrictReplayGuard.onceWithin(100, Duration.ofSeconds(60), nanos::get);
            Instant end = NOW.plusSeconds(3600);
            ReplayGuard.Use slow = use("same", "x", NOW, end, "first");
            assertThat(guard.admit(slow).admitted()).isTrue();
            nanos.addAndGet(61_000_000_000L);
            assertThat(guard.admit(use("same", "x", NOW, end, "second")).admitted())
                    .isTrue();

            guard.forget(slow);

            assertThat(guard.admit(use("same", "x", NOW, end, "third")).admitted())
                    .isFalse();
        }

        @Row("D13")
        @Test
        void isNotWhatARefusedUseTakesBack() {
            ReplayGuard guard = ReplayGuards.once();
            Instant end = NOW.plusSeconds(3600);
            assertThat(guard.admit(use("same", "x", NOW, end, "first")).admitted())
                    .isTrue();
            ReplayGuard.Use refused = use("same", "x", NOW, end, "second");
            assertThat(guard.admit(refused).admitted()).isFalse();

            guard.forget(refused);

            assertThat(guard.admit(use("same", "x", NOW, end, "third")).admitted())
                    .isFalse();
        }
    }

    @Test
    void aGuardThatFailsLetsNothingOut() {
        bench.with(builder -> builder.replayGuard(use -> {
            throw new IllegalStateException("s3cr3t");
        }));

        assertThat(bench.ask().status()).isEqualTo(503);
        assertThat(bench.code()).isEqualTo("overloaded");
        assertThat(bench.event().detail()).contains("replay guard").doesNotContain("s3cr3t");
    }
}
