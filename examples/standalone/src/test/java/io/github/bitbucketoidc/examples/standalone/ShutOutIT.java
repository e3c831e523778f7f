package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are valid and get nothing all the same: shut out by the revocation file, or perhaps used before a restart. */
class ShutOutIT {

    private final FakeBitbucket bitbucket = FakeBitbucket.start();

    @TempDir
    private Path directory;

    private Path revoked;
    private String policy;

    @BeforeEach
    void write() throws IOException {
        revoked = Files.createFile(directory.resolve("revoked.txt"));
        policy = new Workplace(directory, bitbucket).policy();
    }

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private static RunnerAnswer ask(URI secrets, String token) {
        return RunnerSimulator.of(secrets).ask(token);
    }

    private static String lastEvent(Program program) {
        return program.events().get(program.events().size() - 1);
    }

    @Row("W10")
    @Test
    void aLineInTheRevocationFileShutsAStepOutWhileThePolicyOnDiskIsBroken() throws Exception {
        UUID step = UUID.randomUUID();
        String leaked = bitbucket.acme().mint().step(step).token();
        String other = bitbucket.acme().mint().step(UUID.randomUUID()).token();
        try (Program program =
                Program.start(directory, "--policy", policy, "--revoked", revoked.toString(), "--drain", "0s")) {
            URI secrets = program.address();
            assertThat(ask(secrets, leaked).status()).isEqualTo(200);
            Files.writeString(Path.of(policy), "version: 1\n");
            program.signal("HUP");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> program.errors().contains("the policy was not taken"));

            Files.writeString(revoked, "this is no line\nstep {" + step + "}\n", StandardOpenOption.APPEND);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> ask(secrets, leaked).status() == 401);
            assertThat(lastEvent(program)).contains("\"revoked\"", step.toString());
            assertThat(ask(secrets, other).environment()).containsEntry("PASSWORD", Workplace.SECRET);
            assertThat(program.errors()).contains("line 1 is skipped");
        }
    }

    @Test
    void aRevocationFileThatIsNotThereIsToldAtTheStart() throws Exception {
        try (Program program = Program.start(directory, "--policy", policy, "--revoked", "missing.txt")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors()).contains("missing.txt cannot be read", "fix: create it");
            assertThat(program.errors()).doesNotContain("\tat ", "io.github");
        }
    }

    @Row("D12")
    @Test
    void aTokenThatWasUsedIsRefusedAfterAKillAndARestart() throws Exception {
        String used = bitbucket.acme().mint().token();
        try (Program program = Program.start(directory, "--policy", policy, "--replay", "once,earlier")) {
            assertThat(ask(program.address(), used).status()).isEqualTo(200);
            assertThat(ask(program.address(), used).status()).isEqualTo(401);
        } // is killed
        Instant next = Instant.now().plusSeconds(1);
        Awaitility.await().until(() -> Instant.now().isAfter(next)); // iat is in whole seconds
        try (Program program = Program.start(directory, "--policy", policy, "--replay", "once")) {
            URI secrets = program.address();
            assertThat(ask(secrets, used).status()).isEqualTo(401);
            assertThat(lastEvent(program)).contains("\"replayed\"", "issued before this provider started");
            assertThat(ask(secrets, bitbucket.acme().mint().token()).environment())
                    .containsEntry("PASSWORD", Workplace.SECRET);
        }
    }
}
