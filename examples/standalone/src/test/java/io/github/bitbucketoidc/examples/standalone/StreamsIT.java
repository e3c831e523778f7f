package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program writes where, and which signals it takes. */
class StreamsIT {

    private static final String EVENT = "\\{\"[^\\n]*\\}";
    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z";
    private static final String TEXT_LINE = TIME + " (ERROR|WARN|INFO|DEBUG) [A-Za-z.]+ - .*";
    private static final String JSON_LINE = "\\{\"time\":\"" + TIME + "\",\"level\":\"[A-Z]+\",\"logger\":.*\\}";

    private final FakeBitbucket bitbucket = FakeBitbucket.start();

    @TempDir
    private Path directory;

    private Workplace workplace;

    @BeforeEach
    void write() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        workplace = new Workplace(directory, bitbucket);
    }

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private RunnerAnswer ask(URI secrets) {
        return RunnerSimulator.of(secrets).ask(bitbucket.acme().mint().token());
    }

    @Test
    void aHangupReloadsThePolicyAndNeverEndsTheProgram() throws Exception {
        try (Program program = Program.start(directory, "--policy", workplace.policy(), "--drain", "0s")) {
            URI secrets = program.address();
            workplace.grant(bitbucket, "RENAMED");
            program.signal("HUP");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> ask(secrets).environment().containsKey("RENAMED"));
            Files.writeString(directory.resolve("policy.yaml"), "version: 1\n");
            program.signal("HUP");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> program.errors().contains("the policy was not taken"));
            program.signal("HUP");
            assertThat(ask(secrets).environment()).containsKey("RENAMED");
            assertThat(program.isAlive()).isTrue();
            program.terminate();
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void standardOutputHoldsEventsAndStandardErrorLinesOfOneFormat() throws Exception {
        try (Program program = Program.start(directory, "--policy", workplace.policy(), "--drain", "0s")) {
            URI secrets = program.address();
            assertThat(program.lines()).isEmpty();
            assertThat(ask(secrets).status()).isEqualTo(200);
            Files.writeString(
                    directory.resolve("policy.yaml"), "version: 1\nx: 1\ny: 2\n"); // problems of several lines
            program.signal("HUP");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> program.errors().contains("the policy was not taken"));
            program.terminate();
            assertThat(program.exitCode()).isZero();
            assertThat(program.lines()).isNotEmpty().allMatch(line -> line.matches(EVENT));
            assertThat(program.errors().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.matches(TEXT_LINE) || line.startsWith("NOTE: Picked up"));
        }
    }

    @Test
    void theLogCanBeJsonAndQuieter() throws Exception {
        try (Program program =
                Program.start(directory, "--policy", workplace.policy(), "--log-format", "json", "--drain", "0s")) {
            ask(program.address());
            program.terminate();
            assertThat(program.exitCode()).isZero();
            assertThat(program.errors().lines()).isNotEmpty().allMatch(line -> line.matches(JSON_LINE));
        }
        try (Program program = Program.start(directory, "--policy", "none.yaml", "--log-format", "json")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors().lines()).singleElement().asString().matches(JSON_LINE);
        }
    }

    @Test
    void aThreadDumpDoesNotLandAmongTheEvents() throws Exception {
        try (Program program = Program.start(directory, "--policy", workplace.policy())) {
            URI secrets = program.address();
            program.signal("QUIT");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> program.errors().contains("Full thread dump"));
            assertThat(ask(secrets).status()).isEqualTo(200);
            assertThat(program.lines()).singleElement().asString().matches(EVENT);
        }
    }
}
