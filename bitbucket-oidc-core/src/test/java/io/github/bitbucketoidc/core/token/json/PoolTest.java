package io.github.bitbucketoidc.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a thread puts down is there when it comes back, and is never in two hands. */
class PoolTest {

    private final Pool<String> pool = new Pool<>();

    @Test
    void giveBackWhatWasPutThereOnce() {
        assertThat(pool.take()).isNull();
        pool.put("first");
        pool.put("second");
        assertThat(pool.take()).isEqualTo("second");
        assertThat(pool.take()).isNull();
    }

    @Test
    void areDifferentForNeighbours() throws InterruptedException {
        pool.put("mine");
        AtomicReference<String> found = new AtomicReference<>();
        Thread neighbour = new Thread(() -> found.set(pool.take()));
        while ((neighbour.getId() ^ Thread.currentThread().getId()) % 2 == 0) {
            neighbour = new Thread(() -> found.set(pool.take()));
        }
        neighbour.start();
        neighbour.join();
        assertThat(found.get()).isNull();
        assertThat(pool.take()).isEqualTo("mine");
    }
}
