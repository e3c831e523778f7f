package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the start line of the documentation. */
class OutOfMemoryIT {

    private static final int MORE_THAN_THERE_IS = 48 << 20;

    @TempDir
    private Path directory;

    @Row("D3")
    @Test
    void d3AProgramWithoutMemoryEndsAndSaysSoInsteadOfLivingOnHalfDead() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Workplace workplace = new Workplace(directory, bitbucket);
            try (Program program = Program.startSmall(directory, "64m", 1024, "--policy", workplace.policy())) {
                URI secrets = program.address();
                assertThat(RunnerSimulator.of(secrets)
                                .ask(bitbucket.acme().mint().token())
                                .environment())
                        .containsEntry("PASSWORD", Workplace.SECRET);
                Files.writeString(
                        Path.of(workplace.policy()), "# " + "x".repeat(MORE_THAN_THERE_IS)); // it is read to its end
                program.signal("HUP");
                assertThat(program.exitCode()).isEqualTo(3);
                assertThat(program.errors()).contains("Terminating due to java.lang.OutOfMemoryError");
            }
        }
    }
}
