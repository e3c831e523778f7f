package io.github.bitbucketoidc.provider.audit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretValue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attack row H12: a heap dump that is taken long after the answer holds no secret, unless somebody asked for a cache. */
class RetentionTest {

    private final Bench bench = new Bench().delivering("A: a:one");
    private final List<WeakReference<Object>> handedOut = new CopyOnWriteArrayList<>();

    RetentionTest() {
        bench.a.shared().reading(this::fresh);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Reads a secret that nobody but the reader holds. */
    private Map<SecretId, Secret> fresh(SecretRequest request) {
        SecretValue value = SecretValue.of("eins eins " + handedOut.size());
        handedOut.add(new WeakReference<>(value));
        return Map.of(SecretId.of("one"), Secret.ofText(value));
    }

    private boolean isForgotten() {
        System.gc();
        return handedOut.stream().allMatch(secret -> secret.get() == null);
    }

    @Row("H12")
    @Test
    void h12NothingIsKeptPastTheRequest() {
        for (int i = 0; i < 3; i++) {
            assertThat(bench.ask().status()).isEqualTo(200);
        }
        assertThat(handedOut).hasSize(3);
        await().until(this::isForgotten);
    }

    @Row("H12")
    @Test
    void h12ACacheThatSomebodyAskedForKeepsThem() {
        bench.with(builder -> builder.cacheSecrets(Duration.ofSeconds(30)));
        assertThat(bench.ask().status()).isEqualTo(200);
        assertThat(bench.ask().status()).isEqualTo(200);
        assertThat(handedOut).hasSize(1);
        assertThat(isForgotten()).isFalse();
    }
}
