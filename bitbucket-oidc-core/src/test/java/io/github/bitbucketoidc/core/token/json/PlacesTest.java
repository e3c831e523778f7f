package io.github.bitbucketoidc.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a thread puts down is there when it comes back, and is never in two hands. */
class PlacesTest {

    private final Places<String> places = new Places<>();

    @Test
    void giveBackWhatWasPutThereOnce() {
        assertThat(places.take()).isNull();
        places.put("first");
        places.put("second");
        assertThat(places.take()).isEqualTo("second");
        assertThat(places.take()).isNull();
    }

    @Test
    void areDifferentForNeighbours() throws InterruptedException {
        places.put("mine");
        AtomicReference<String> found = new AtomicReference<>();
        Thread neighbour = new Thread(() -> found.set(places.take()));
        while ((neighbour.getId() ^ Thread.currentThread().getId()) % 2 == 0) {
            neighbour = new Thread(() -> found.set(places.take()));
        }
        neighbour.start();
        neighbour.join();
        assertThat(found.get()).isNull();
        assertThat(places.take()).isEqualTo("mine");
    }
}
