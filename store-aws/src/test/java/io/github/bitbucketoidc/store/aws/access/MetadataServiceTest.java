package io.github.bitbucketoidc.store.aws.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.aws.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/** A metadata service that does not answer at first, as it does after a machine has started. */
class MetadataServiceTest {

    private static final String DISABLED = "aws.disableEc2Metadata";

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer metadata;
    private volatile int failing;

    @BeforeEach
    void start() throws IOException {
        System.setProperty(DISABLED, "false");
        metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.createContext("/", this::answer);
        metadata.start();
    }

    @AfterEach
    void stop() {
        System.clearProperty(DISABLED);
        metadata.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean fails = calls.incrementAndGet() <= failing;
            String path = exchange.getRequestURI().getPath();
            String body = path.endsWith("/token")
                    ? "a-token"
                    : path.matches(".*/security-credentials[a-z-]*/.+")
                            ? "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"ASIAMACHINE\",\"SecretAccessKey\":\"x\","
                                    + "\"Token\":\"y\",\"AccountId\":\"123456789012\",\"Expiration\":\""
                                    + Instant.now().plusSeconds(3600) + "\"}"
                            : "the-role";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ProviderAccess access() {
        String address = "http://127.0.0.1:" + metadata.getAddress().getPort();
        return new ProviderAccess(
                "the SDK's default chain",
                () -> InstanceProfileCredentialsProvider.builder()
                        .endpoint(address)
                        .build());
    }

    @Test
    void isAskedAgainInsideTheDeadline() {
        failing = 1;
        try (ProviderAccess access = access()) {
            assertThat(access.credentials(Stores.caller(), Deadline.after(Duration.ofSeconds(30)))
                            .orElseThrow()
                            .accessKeyId())
                    .isEqualTo("ASIAMACHINE");
        }
    }

    @Test
    void isSaidToBeTheReasonInOneLineIfItGivesNothing() {
        failing = Integer.MAX_VALUE;
        try (ProviderAccess access = access()) {
            SecretStoreException failure = Assertions.catchThrowableOfType(
                    SecretStoreException.class,
                    () -> access.credentials(Stores.caller(), Deadline.after(Duration.ofSeconds(30))));
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("the metadata service of this machine did not give any, asked 3");
        }
    }
}
