package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.MemoryStore;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store whose file is written by somebody else, after the provider has started. */
class LateStoreTest {

    private final Bench bench = new Bench();
    private final Late late = new Late();

    /** A store that cannot be opened before something is there. */
    private static final class Late implements SecretStoreFactory {

        final AtomicBoolean isThere = new AtomicBoolean();
        final AtomicInteger attempts = new AtomicInteger();
        final MemoryStore store = new MemoryStore().text("one", "spät spät spät");

        @Override
        public String type() {
            return "late";
        }

        @Override
        public SecretStore open(StoreConfig config) {
            attempts.incrementAndGet();
            config.optional("path");
            if (!isThere.get()) {
                config.notYet("path", "there is no such file", "write it");
            }
            return store;
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void policy(String settings) {
        bench.delivering("A: late:one").stores(late, "  late: { type: late, path: x" + settings + " }\n");
    }

    private String detail() {
        return bench.provider().health().stores().get("late").detail();
    }

    @Test
    void isRequiredUnlessThePolicySaysOtherwise() {
        policy("");
        assertThatThrownBy(bench::provider)
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("there is no such file");
        policy(", required: true");
        assertThatThrownBy(bench::provider).isInstanceOf(PolicyException.class);
    }

    @Test
    void isOpenedLaterByItself() {
        policy(", required: false");
        assertThat(bench.ask().status()).isEqualTo(503);
        assertThat(bench.code()).isEqualTo("store_unavailable");
        assertThat(bench.event().detail()).contains("store late: it is not open yet", "there is no such file");
        assertThat(bench.provider().health().stores().get("late").status()).isEqualTo(StoreHealth.Status.DOWN);
        assertThat(detail()).contains("not open yet").contains("there is no such file");

        late.isThere.set(true);
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.ask().status() == 200);
        int attempts = late.attempts.get();
        assertThat(bench.ask().status()).isEqualTo(200);
        assertThat(late.attempts).as("no more attempts").hasValue(attempts);
    }

    @Test
    void aMistakeInItsSettingsIsRefused() {
        policy(", required: false, pth: y");
        assertThatThrownBy(bench::provider).isInstanceOf(PolicyException.class).hasMessageContaining("pth");
        policy(", required: perhaps");
        assertThatThrownBy(bench::provider).isInstanceOf(PolicyException.class).hasMessageContaining("required");
    }

    @Test
    void isKeptByAReloadAndClosedInTheEnd() {
        policy(", required: false");
        late.isThere.set(true);
        assertThat(bench.ask().status()).isEqualTo(200);
        bench.provider().reload();
        assertThat(late.attempts).hasValue(1);
        bench.provider().close();
        assertThat(late.store.closed).isTrue();
    }

    @Test
    void isTriedNoMoreAfterTheEnd() throws InterruptedException {
        policy(", required: false");
        bench.ask();
        bench.provider().close();
        int attempts = late.attempts.get();
        late.isThere.set(true);
        Thread.sleep(LateStore.PAUSE.plusMillis(500).toMillis());
        assertThat(late.attempts.get()).isLessThanOrEqualTo(attempts + 1);
    }
}
