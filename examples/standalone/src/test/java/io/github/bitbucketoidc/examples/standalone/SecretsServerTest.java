package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.endpoint.SecretsEndpoint;
import io.github.bitbucketoidc.core.provider.SecretProvider;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.nio.file.Path;
import org.eclipse.jetty.util.ProcessorUtils;
import org.junit.jupiter.api.AfterEach;
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
            Options options = Options.parse("--policy", "none", "--max-concurrent", Integer.toString(concurrent));
            SecretsServer server = new SecretsServer(options, SecretsEndpoint.of(provider));
            server.start();
            try {
                assertThat(server.threadsForRequests() - concurrent)
                        .isBetween(SecretsServer.NEVER_WAITING / 3, SecretsServer.NEVER_WAITING);
            } finally {
                server.stop();
            }
        }
    }
}
