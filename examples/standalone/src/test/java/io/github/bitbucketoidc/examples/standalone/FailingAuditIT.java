package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output takes no events, for good: nothing is released, and whoever watches the program learns it. */
class FailingAuditIT {

    private static final int FAILURES_IN_A_ROW = 5;

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private String policy;

    @BeforeEach
    void write() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        assumeTrue(Files.exists(Path.of("/dev/full")));
        policy = new Workplace(directory, bitbucket).policy();
    }

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private int status(URI secrets, String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(secrets.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void fail(URI secrets) {
        for (int i = 0; i < FAILURES_IN_A_ROW; i++) {
            RunnerAnswer answer =
                    RunnerSimulator.of(secrets).ask(bitbucket.acme().mint().token());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain(Workplace.SECRET);
        }
    }

    private Program start(boolean deadReader, String... flags) throws IOException {
        return deadReader ? Program.startWithDeadReader(directory, flags) : Program.startUnheard(directory, flags);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsNotReadyAnyMoreAndStaysAlive(boolean deadReader) throws Exception {
        try (Program program = start(deadReader, "--policy", policy)) {
            URI secrets = program.address();
            assertThat(status(secrets, "/readyz")).isEqualTo(200);
            fail(secrets);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status(secrets, "/readyz") == 503);
            assertThat(status(secrets, "/healthz")).isEqualTo(200);
            assertThat(program.isAlive()).isTrue();
        }
    }

    @Test
    void itEndsWithAnExitCodeOfItsOwnIfItWasToldTo() throws Exception {
        try (Program program = start(true, "--policy", policy, "--exit-on-audit-failure", "yes")) {
            fail(program.address());
            assertThat(program.exitCode()).isEqualTo(AuditWatch.EXIT_CODE);
        }
    }
}
