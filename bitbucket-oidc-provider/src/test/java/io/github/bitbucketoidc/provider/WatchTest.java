package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Bench bench = new Bench().delivering("A: a:one");

    WatchTest() {
        bench.a.text("one", "eins eins");
        bench.with(builder -> builder.watchEvery(Duration.ofMillis(10)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static boolean watches() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("bitbucket-oidc-policy") && thread.isDaemon());
    }

    @Row("R18")
    @Test
    @DisplayName("R18 a changed file is taken while serving; a bad one is not, and health says so until it is fixed")
    void r18FollowsTheFile() {
        String first = bench.provider().health().policyDigest();
        bench.delivering("B: a:one");
        await().until(() -> !bench.provider().health().policyDigest().equals(first));
        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.Released.class,
                        released -> assertThat(released.variables()).containsOnlyKeys("B"));

        bench.policy("grant: {}\n");
        await().until(() -> bench.provider().health().problem().isPresent());
        assertThat(bench.ask().status()).isEqualTo(200);

        bench.delivering("C: a:one");
        await().until(() -> bench.provider().health().problem().isEmpty());
        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.Released.class,
                        released -> assertThat(released.variables()).containsOnlyKeys("C"));
    }

    @Test
    void endsItsThreadWhenTheProviderCloses() {
        bench.provider();
        assertThat(watches()).isTrue();
        bench.provider().close();

        await().until(() -> !watches());
    }

    @Test
    void asksASourceOfTheUsersOwnAndOutlivesItsFailures() {
        AtomicInteger loads = new AtomicInteger();
        AtomicInteger questions = new AtomicInteger();
        AtomicBoolean changed = new AtomicBoolean();
        bench.with(builder -> builder.policySource(new PolicyFile.Source() {
            @Override
            public Policy load(Policy.StoreOpener stores) {
                if (loads.incrementAndGet() == 2) {
                    throw new IllegalStateException("s3cr3t");
                }
                String grants = loads.get() == 1
                        ? ""
                        : "denials: { no: { when: repository is present, withhold: [A],"
                                + " when-absent: withhold } }\n";
                return PolicyFile.parse(bench.policyText() + grants, Path.of("."), stores);
            }

            @Override
            public boolean hasChanged() {
                if (questions.incrementAndGet() % 2 == 0) {
                    throw new IllegalStateException();
                }
                return changed.getAndSet(false);
            }
        }));
        assertThat(bench.ask().status()).isEqualTo(200);

        changed.set(true);
        await().until(() -> bench.provider().health().problem().isPresent());
        assertThat(bench.provider().health().problem().orElseThrow()).doesNotContain("s3cr3t");
        changed.set(true);
        await().until(() -> bench.provider().health().problem().isEmpty());

        assertThat(bench.ask())
                .isInstanceOfSatisfying(
                        Release.NothingGranted.class,
                        none -> assertThat(none.forbidden()).isFalse());
    }

    @Row("W5")
    @Test
    void triesWhatWasRefusedAgainByItself() {
        AtomicLong nanos = new AtomicLong();
        AtomicInteger loads = new AtomicInteger();
        AtomicInteger offers = new AtomicInteger();
        AtomicBoolean well = new AtomicBoolean(true);
        bench.with(builder -> builder.monotonicClock(nanos::get).policySource(new PolicyFile.Source() {
            @Override
            public Policy load(Policy.StoreOpener stores) {
                loads.incrementAndGet();
                if (!well.get()) {
                    throw new IllegalStateException();
                }
                return PolicyFile.parse(bench.policyText(), Path.of("."), stores);
            }

            @Override
            public void offerAgain() {
                offers.incrementAndGet();
            }
        }));
        SecretProvider provider = bench.provider();
        well.set(false);
        assertThatThrownBy(provider::reload).isInstanceOf(IllegalStateException.class);
        int before = loads.get();
        assertThat(provider.health().problem()).isPresent();

        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        await().during(Duration.ofMillis(100)).until(() -> loads.get() == before);
        // Until the watch has met the problem it counts from later: each step is long enough for either.
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        await().until(() -> loads.get() == before + 1);
        assertThat(offers.get()).isEqualTo(1);
        assertThat(provider.health().problem()).isPresent();

        well.set(true);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        await().until(() -> provider.health().problem().isEmpty());
        nanos.addAndGet(Duration.ofSeconds(90).toNanos());
        await().during(Duration.ofMillis(100)).until(() -> loads.get() == before + 2);
    }

    @Test
    void refusesAnIntervalOutOfRange() {
        SecretProviderBuilder builder = SecretProvider.builder().policyFile(Path.of("x"));
        assertThatThrownBy(() -> builder.watchEvery(Duration.ofMillis(9)).build())
                .hasMessageContaining("watchEvery");
        assertThatThrownBy(() -> builder.watchEvery(Duration.ofMinutes(61)).build())
                .hasMessageContaining("watchEvery");
    }
}
