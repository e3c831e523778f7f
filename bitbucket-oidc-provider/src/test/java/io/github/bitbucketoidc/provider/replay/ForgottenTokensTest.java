package io.github.bitbucketoidc.provider.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.SecretProviderBuilder;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.UseFacts;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgottenTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String STEP = UUID.randomUUID().toString();

    private final Bench bench = new Bench().delivering("A: a:one");

    ForgottenTokensTest() {
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

    private Release ask(String token, String source) {
        return bench.provider().release(token, Origin.of(source, Optional.empty()));
    }

    /** What a strict guard does not know, because it began later, or because the clock that it ages by was set back. */
    @Nested
    class WhatAStrictGuardHasForgotten {

        private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        private static List<ReplayGuard> strict() {
            return List.of(
                    ReplayGuards.once(), ReplayGuards.onceWithin(Duration.ofSeconds(1)), ReplayGuards.sameSource());
        }

        private String issued(Instant at, Duration life) {
            return bench.issuer.token(claims -> {
                claims.put("iat", at.getEpochSecond());
                claims.put("exp", at.plus(life).getEpochSecond());
            });
        }

        private void start(ReplayGuard guard) {
            bench.with(builder -> builder.replayGuard(guard).clock(new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            }));
            bench.provider();
        }

        private AuditEvent latest() {
            return bench.events.get(bench.events.size() - 1);
        }

        @Row("D12")
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2})
        void aTokenFromBeforeTheStartIsRefusedAndTheEventSaysWhy(int mode) {
            start(strict().get(mode));

            assertThat(ask(issued(now.minusSeconds(1), Duration.ofHours(1)), "192.0.2.1")
                            .status())
                    .isEqualTo(401);
            assertThat(latest().code()).contains("replayed");
            assertThat(latest().detail()).contains("issued before this provider started");
            assertThat(ask(issued(now, Duration.ofHours(1)), "192.0.2.1").status())
                    .isEqualTo(200);
        }

        @Test
        void aTokenFromBeforeTheStartIsAdmittedIfSomebodySaysSo() {
            bench.with(SecretProviderBuilder::admitEarlierTokens);
            start(ReplayGuards.once());
            String earlier = issued(now.minusSeconds(100), Duration.ofHours(1));

            assertThat(ask(earlier, "192.0.2.1").status()).isEqualTo(200);
            assertThat(ask(earlier, "192.0.2.1").status()).isEqualTo(401);
        }

        @Test
        void countingKnowsNoStart() {
            start(ReplayGuards.counting());

            assertThat(ask(issued(now.minusSeconds(100), Duration.ofHours(1)), "192.0.2.1")
                            .status())
                    .isEqualTo(200);
        }

        @Row("D12")
        @Test
        void aTokenThatWasUsedIsKnownForAsLongAsAnyPolicyCouldAcceptIt() {
            start(ReplayGuards.once());
            String token = issued(now, Duration.ofSeconds(60));
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(200);
            now = now.plusSeconds(95);
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(401);
            assertThat(latest().code()).contains("expired");
            ask(issued(now, Duration.ofHours(1)), "192.0.2.1");
            bench.settings("skew: 120s");
            bench.provider().reload();

            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(401);
            assertThat(latest().code()).contains("replayed");
        }

        @Row("D12")
        @Test
        void aTokenThatWasUsedIsRefusedWhenTheClockIsSetBack() {
            start(ReplayGuards.once());
            Instant begin = now;
            String token = issued(now, Duration.ofSeconds(60));
            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(200);
            now = now.plusSeconds(3600);
            assertThat(ask(issued(now, Duration.ofHours(1)), "192.0.2.1").status())
                    .isEqualTo(200);
            now = begin;

            assertThat(ask(token, "192.0.2.1").status()).isEqualTo(401);
            assertThat(latest().code()).contains("replayed");
            assertThat(latest().detail()).contains("the clock was set back");
        }

        @Row("D12")
        @Test
        void aTokenThatMayBeForgottenIsRefusedWhenTheClockIsSetBack() {
            for (ReplayGuard guard : strict()) {
                Instant end = NOW.plusSeconds(60);
                assertThat(guard.admit(use("used", "x", NOW, end, "a")).admitted())
                        .isTrue();
                assertThat(guard.admit(use("next", "x", end, end.plusSeconds(60), "b"))
                                .admitted())
                        .isTrue();

                ReplayGuard.Verdict again = guard.admit(use("used", "x", NOW, end, "c"));
                assertThat(again.admitted()).isFalse();
                assertThat(again.detail()).contains("the clock was set back");
                assertThat(guard.admit(use("longer", "x", NOW, end.plusSeconds(1), "d"))
                                .admitted())
                        .isTrue();
            }
        }

        @Test
        void theFirstProviderOfAGuardSaysWhenItBegan() {
            ReplayGuard guard = ReplayGuards.once();
            guard.begin(NOW);
            guard.begin(NOW.plusSeconds(100));

            assertThat(guard.admit(use("one", "x")).admitted()).isTrue();
        }
    }
}
