package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A store that waits for nothing is read on the request's own thread, and is held to all the same. */
class StoreReadsFromMemoryTest extends StoreReadsFixture {

    private final List<Thread> threadsOfA = new ArrayList<>();

    private Map<SecretId, Secret> seen(SecretRequest request) {
        threadsOfA.add(Thread.currentThread());
        return a.find(request);
    }

    @Test
    void isReadOnTheRequestsOwnThread() {
        a.waitingForNothing().reading(this::seen);

        assertThat(read(LONG, storeA).get(storeA)).containsOnlyKeys(ONE);

        assertThat(threadsOfA).containsExactly(Thread.currentThread());
    }

    @Test
    void isReadOnAnotherThreadUnlessTheStoreSaysSo() {
        a.reading(this::seen);

        read(LONG, storeA);

        assertThat(threadsOfA).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void isReadWhileTheOthersAreUnderWay() {
        CountDownLatch bIsAsked = new CountDownLatch(1);
        CountDownLatch aIsRead = new CountDownLatch(1);
        a.waitingForNothing().reading(request -> {
            await().until(() -> bIsAsked.getCount() == 0);
            aIsRead.countDown();
            return a.find(request);
        });
        b.reading(request -> {
            bIsAsked.countDown();
            await().until(() -> aIsRead.getCount() == 0);
            return b.find(request);
        });

        assertThat(read(LONG, storeA, storeB)).containsOnlyKeys(storeA, storeB);
    }

    @Test
    void aFailureIsAFailureAndFreesItsPlace() {
        a.waitingForNothing().reading(request -> {
            throw new SecretStoreException(Kind.MALFORMED, "broken", List.of());
        });
        for (int i = 0; i < 10; i++) {
            assertThat(failure(LONG, storeA).code()).isEqualTo(Release.FailureCode.SECRET_MALFORMED);
        }
        a.reading(a::find);

        assertThat(read(LONG, storeA).get(storeA)).containsOnlyKeys(ONE);
    }

    @Test
    void itsLeasesAreRevokedWhenAnotherStoreFails() {
        a.waitingForNothing().secret("one", leased("lease-1"));
        b.reading(request -> {
            throw new SecretStoreException(Kind.DENIED, "no", List.of());
        });

        assertThat(failure(LONG, storeA, storeB).code()).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
        await().until(() -> a.revoked.equals(List.of("lease-1")));
    }
}
