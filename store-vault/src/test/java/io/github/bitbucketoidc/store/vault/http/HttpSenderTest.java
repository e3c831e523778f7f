package io.github.bitbucketoidc.store.vault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class HttpSenderTest {

    /** A store may be closed between two calls of one request: that is no defect, and no thread may die of it. */
    @Test
    void aCallOfAClosedStoreIsACallWithoutReply() {
        HttpSender sender = new HttpSender(
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                new Proxies(name -> null),
                Duration.ofSeconds(1),
                1024,
                task -> {
                    throw new RejectedExecutionException();
                },
                System::nanoTime);
        HttpCall call = new HttpCall("GET", "/v1/sys/health", Map.of(), null, true);

        try (sender) {
            assertThatThrownBy(() -> sender.send(new Server(false, "127.0.0.1", 1), call, Duration.ofSeconds(1)))
                    .isInstanceOfSatisfying(
                            NoReplyException.class,
                            none -> assertThat(none.reached()).isEqualTo(NoReplyException.Reached.REFUSED))
                    .hasMessage("the store is closed");
        }
    }
}
