package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Opening asks nobody, and needs no more of the SDK than the settings do. In processes of their own. */
class OpeningTest {

    private static final String[] ALL = {"aws-secrets-manager", "aws-parameter-store", "aws-credentials"};

    @Test
    void asksNeitherTheNetworkNorAMetadataServiceThatIsSilent() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket metadata = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread silent = new Thread(() -> accept(metadata, connections), "silent-metadata");
            silent.setDaemon(true);
            silent.start();
            String address = "http://127.0.0.1:" + metadata.getLocalPort();
            // every way in which the SDK could ask: its defaults, its region, its credentials, its endpoints
            Map<String, String> environment = Map.of(
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                    address,
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    address + "/credentials",
                    "AWS_DEFAULTS_MODE",
                    "auto",
                    "AWS_ENDPOINT_URL",
                    address);

            assertThat(OpenedFromJars.run(jar -> true, environment, ALL))
                    .containsExactly(
                            "aws-secrets-manager opened", "aws-parameter-store opened", "aws-credentials opened");
            assertThat(connections).hasValue(0);

            // the guard can fail: the first read asks for credentials, there, and ends with its deadline
            assertThat(OpenedFromJars.run(jar -> true, environment, "aws-secrets-manager+read"))
                    .singleElement()
                    .asString()
                    .contains("UNAVAILABLE", "before the deadline");
            assertThat(connections).hasPositiveValue();
        }
    }

    private static void accept(ServerSocket server, AtomicInteger connections) {
        try {
            while (!server.isClosed()) {
                Socket kept = server.accept();
                assertThat(kept.isClosed()).isFalse();
                connections.incrementAndGet();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @Test
    void needsNoMoreThanSecretsManagerForSecretsManager() throws Exception {
        List<String> said = OpenedFromJars.run(
                jar -> !jar.contains("/ssm/") && !jar.contains("/sts/"),
                Map.of(),
                "aws-secrets-manager",
                "aws-secrets-manager+step",
                "aws-parameter-store",
                "aws-credentials");
        assertThat(said).hasSize(4);
        assertThat(said.get(0)).isEqualTo("aws-secrets-manager opened");
        assertThat(said.get(1)).contains("refused", "login", "add the artifact software.amazon.awssdk:sts");
        assertThat(said.get(2)).contains("refused", "add the artifact software.amazon.awssdk:ssm");
        assertThat(said.get(3)).contains("refused", "add the artifact software.amazon.awssdk:sts");
    }

    @Test
    void bringsNeitherApacheNorNetty() {
        assertThat(System.getProperty("java.class.path")).doesNotContain("apache5-client", "netty");
    }
}
