package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.rows.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReloadTest {

    private final Bench bench = new Bench().delivering("A: a:one", "B: b:one");

    ReloadTest() {
        bench.a.text("one", "eins eins").text("two", "zwei zwei");
        bench.b.text("one", "eins eins");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String names() {
        return bench.ask() instanceof Release.Released released
                ? String.join(",", released.variables().keySet())
                : "none";
    }

    @Test
    void takesTheNewPolicyWhole() {
        assertThat(names()).isEqualTo("A,B");
        bench.delivering("C: a:two").provider().reload();

        assertThat(names()).isEqualTo("C");
        assertThat(bench.provider().health().problem()).isEmpty();
    }

    @Row({"R18", "F22"})
    @Test
    @DisplayName("R18 a bad file keeps the last good policy, and health says so until it is fixed")
    void r18KeepsTheLastGoodPolicy() {
        String digest = bench.provider().health().policyDigest();
        bench.policy("grant: {}\n");

        assertThatThrownBy(bench.provider()::reload).isInstanceOf(PolicyException.class);
        assertThat(names()).isEqualTo("A,B");
        assertThat(bench.provider().health().policyDigest()).isEqualTo(digest);
        assertThat(bench.provider().health().problem().orElseThrow()).contains("grant");
        assertThat(bench.a.closed).isFalse();

        bench.delivering("A: a:one").provider().reload();
        assertThat(bench.provider().health().problem()).isEmpty();
        assertThat(names()).isEqualTo("A");
    }

    @Test
    void fetchesNoKeysAgain() {
        assertThat(names()).isEqualTo("A,B");
        bench.issuer.goDown();
        bench.delivering("A: a:one").provider().reload();

        assertThat(names()).isEqualTo("A");
    }

    @Test
    void keepsAStoreWhoseSettingsDidNotChange() {
        bench.provider();
        bench.delivering("C: a:two").provider().reload();

        assertThat(bench.a.closed).isFalse();
        assertThat(bench.b.closed).isFalse();
    }

    @Row("R18")
    @Test
    @DisplayName("R18 a replaced store closes after its last request, which ends by the version it began with")
    void r18ClosesAReplacedStoreAfterItsLastRequest() {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch reloaded = new CountDownLatch(1);
        bench.a.reading(request -> {
            reading.countDown();
            await().until(() -> reloaded.getCount() == 0);
            return bench.a.find(request);
        });
        bench.provider();
        CompletableFuture<String> names = CompletableFuture.supplyAsync(this::names);
        await().until(() -> reading.getCount() == 0);

        bench.writePolicy("changed");
        bench.provider().reload();

        assertThat(bench.a.closed).isFalse();
        reloaded.countDown();
        assertThat(names.join()).isEqualTo("A,B");
        assertThat(bench.a.closed).isTrue();
        assertThat(bench.b.closed).isFalse();
    }

    @Test
    void closesWhatARefusedReloadHadOpened() {
        bench.provider();
        bench.and("grant: {}\n").writePolicy("changed");

        assertThatThrownBy(bench.provider()::reload).isInstanceOf(PolicyException.class);

        assertThat(bench.a.closed).isTrue(); // the bench hands out one and the same object, which was opened twice
        assertThat(bench.b.closed).isFalse();
    }

    @Test
    void closingClosesTheStoresOnce() {
        bench.provider().close();
        bench.provider().close();

        assertThat(bench.a.closed).isTrue();
        assertThat(bench.b.closed).isTrue();
        assertThatThrownBy(bench.provider()::reload).isInstanceOf(IllegalStateException.class);
        assertThat(bench.provider().health().problem()).contains("the provider is closed");
    }

    @Test
    void oneRequestUsesOneVersionWhateverIsReloadedMeanwhile() {
        bench.provider();
        Thread reloader = new Thread(() -> {
            for (int i = 0; i < 30; i++) {
                if (i % 2 == 0) {
                    bench.delivering("A: a:one", "B: b:one");
                } else {
                    bench.delivering("C: a:two");
                }
                bench.provider().reload();
            }
        });
        reloader.start();
        while (reloader.isAlive()) {
            assertThat(names()).isIn("A,B", "C");
        }
        assertThat(bench.provider().health().problem()).isEmpty();
    }
}
