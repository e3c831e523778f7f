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
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both audit logs of the program are mandatory: whatever cannot be written down does not happen. */
class AuditFileIT {

    private final FakeBitbucket bitbucket = FakeBitbucket.start();

    @TempDir
    private Path directory;

    private Path file;
    private String policy;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("audit.jsonl");
        policy = new Workplace(directory, bitbucket).policy();
    }

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private RunnerAnswer ask(URI secrets) {
        return RunnerSimulator.of(secrets).ask(bitbucket.acme().mint().token());
    }

    @Test
    void holdsWhatStandardOutputHoldsAndNobodyElseReadsIt() throws IOException {
        try (Program program = Program.start(directory, "--policy", policy, "--audit-file", file.toString())) {
            URI secrets = program.address();
            assertThat(ask(secrets).status()).isEqualTo(200);
            assertThat(RunnerSimulator.of(secrets).ask("x.y.z").status()).isEqualTo(401);

            assertThat(Files.readAllLines(file))
                    .singleElement()
                    .isEqualTo(program.events().get(0));
            assertThat(Files.readAllLines(directory.resolve("audit.jsonl.unproven")))
                    .singleElement()
                    .isEqualTo(program.events().get(1));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFullDiskKeepsEverySecretBackUntilThereIsRoom() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        Files.writeString(
                file, "{\"before\":true}\n".repeat(3000)); // 48 KB: so that it is this file that is full first
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (Program program =
                Program.startWithSmallFiles(directory, "--policy", policy, "--audit-file", file.toString())) {
            URI secrets = program.address();
            assertThat(ask(secrets).status()).isEqualTo(200);
            RunnerAnswer answer = ask(secrets);
            for (int i = 0; i < 200 && answer.status() == 200; i++) {
                answer = ask(secrets);
            }

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain(Workplace.SECRET, "audit", "disk");
            assertThat(program.events())
                    .last(InstanceOfAssertFactories.STRING)
                    .contains("\"status\":503", "\"code\":\"audit_unavailable\"", "\"variables\":[]");
            assertThat(program.errors()).doesNotContain(Workplace.SECRET);
            assertThat(Files.readAllLines(file))
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
            Files.writeString(file, ""); // an operator makes room
            assertThat(ask(secrets).status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNoFileIsRefusedAtTheStart() throws Exception {
        for (String place : new String[] {"/dev/full", directory.toString(), directory + "/none/audit.jsonl"}) {
            try (Program program = Program.start(directory, "--policy", policy, "--audit-file", place)) {
                assertThat(program.exitCode()).isEqualTo(2);
                assertThat(program.errors().lines())
                        .singleElement()
                        .asString()
                        .startsWith("--audit-file: ")
                        .contains(place);
            }
        }
    }
}
