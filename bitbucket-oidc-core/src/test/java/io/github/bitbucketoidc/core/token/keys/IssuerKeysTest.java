package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.FakeIssuer;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a refresh leaves behind that could not begin. */
class IssuerKeysTest {

    /** Has no thread for its first task, as when the operating system gives none. */
    private static final class OutOfThreads extends ThreadPoolExecutor {

        private boolean refused;

        private OutOfThreads() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            if (!refused) {
                refused = true;
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.execute(task);
        }
    }

    @Test
    void aRefreshThatFoundNoThreadDoesNotKeepTheNextOneFromBeginning() {
        OutOfThreads threads = new OutOfThreads();
        try (FakeIssuer issuer = FakeIssuer.start("k1")) {
            IssuerKeys keys = keys(issuer.issuer(), threads);
            assertThatThrownBy(() -> keys.await("k1", 0)).isInstanceOf(OutOfMemoryError.class);
            assertThat(keys.await("k1", 0)).isInstanceOf(VerificationKey.class);
            assertThat(issuer.keyRequests()).isOne();
        } finally {
            threads.shutdownNow();
        }
    }

    private static IssuerKeys keys(String issuer, ThreadPoolExecutor threads) {
        HttpClient client = HttpClient.newHttpClient();
        KeyLifetimes lifetimes = KeyLifetimes.of(Duration.ofHours(1));
        IssuerKeySource source = new IssuerKeySource(
                issuer,
                new BoundedFetch(() -> new FreshClient.Use(client, false), silent -> {}),
                new StrictJson(),
                new KeySetReader(),
                lifetimes,
                new Workspace.KeyListener() {},
                () -> 0,
                Set.of());
        return new IssuerKeys(
                issuer, source, threads, () -> 0, lifetimes, new KeyWaits(new Semaphore(KeyWaits.MOST_IN_ALL)));
    }
}
