package io.github.bitbucketoidc.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.core.policy.Policy;
import io.github.bitbucketoidc.core.policy.PolicyFile;
import io.github.bitbucketoidc.core.policy.PolicySource;
import io.github.bitbucketoidc.core.policy.StoreOpener;
import io.github.bitbucketoidc.rows.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
    @DisplayName("R18 a changed file is taken while serving; a bad one is not, and health says so until it is mended")
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
        bench.with(builder -> builder.policySource(new PolicySource() {
            @Override
            public Policy load(StoreOpener stores) {
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

        assertThat(bench.ask()).isEqualTo(new Release.NothingGranted(false));
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
