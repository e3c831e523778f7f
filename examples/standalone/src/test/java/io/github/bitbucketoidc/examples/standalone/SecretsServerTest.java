package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.util.ProcessorUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsServerTest {

    private static final int PROCESSORS = ProcessorUtils.availableProcessors();

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        ProcessorUtils.setAvailableProcessors(PROCESSORS);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 128", "2, 2", "16, 128", "64, 1", "64, 128", "64, 150", "256, 150"})
    void threadsAreLeftToTurnOthersAwayHoweverManyProcessorsThereAre(int processors, int concurrent) throws Exception {
        ProcessorUtils.setAvailableProcessors(processors);
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                SecretProvider provider = SecretProvider.open(Path.of(new Workplace(directory, bitbucket).policy()))) {
            Options options = Options.parse(
                    "--policy", "none", "--max-concurrent", Integer.toString(concurrent), "--drain", "0s");
            SecretsServer server = new SecretsServer(options, SecretsEndpoint.of(provider), provider::health);
            server.start();
            try {
                assertThat(server.threadsForRequests() - concurrent)
                        .isBetween(SecretsServer.NEVER_WAITING / 3, SecretsServer.NEVER_WAITING);
            } finally {
                server.stop(Duration.ZERO);
            }
        }
    }

    @Row("W5")
    @Test
    void readinessTellsOfARefusedPolicyAndOfNothingInIt() throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Path policy = Path.of(new Workplace(directory, bitbucket).policy());
            String good = Files.readString(policy);
            try (SecretProvider provider = SecretProvider.open(policy)) {
                Options options = Options.parse("--policy", "none", "--drain", "0s");
                SecretsServer server = new SecretsServer(options, SecretsEndpoint.of(provider), provider::health);
                URI ready = URI.create(server.start()).resolve("/readyz");
                try {
                    assertThat(ask(ready)).isEqualTo("200 ready\n");
                    Files.writeString(policy, "version: 1\nsecret-plan: of-" + directory + "\n");
                    assertThatThrownBy(provider::reload).isInstanceOf(PolicyException.class);
                    assertThat(ask(ready))
                            .isEqualTo("200 ready\nthe policy on the disk was refused,"
                                    + " the last good one is in use: the log says why\n");
                    Files.writeString(policy, good);
                    provider.reload();
                    assertThat(ask(ready)).isEqualTo("200 ready\n");
                } finally {
                    server.stop(Duration.ZERO);
                }
            }
        }
    }

    private static String ask(URI address) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
