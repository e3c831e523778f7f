package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.leaks.Canary;
import io.github.bitbucketoidc.leaks.LeakHunt;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the way to Vault and back leaves in logs, whatever Vault answers (H11). */
class LeakTest {

    @TempDir
    private Path folder;

    @Row("H11")
    @Test
    void h11NoCredentialAndNoSecretIsLoggedAtAnyLevel() throws IOException {
        try (LeakHunt hunt = new LeakHunt();
                LeakScenario scenario = new LeakScenario(folder)) {
            scenario.play(hunt);

            assertThat(hunt.leaks(List.copyOf(scenario.canaries().values()))).isEmpty();
            assertThat(hunt.everything()) // the store did say something
                    .anySatisfy(line -> assertThat(line).startsWith("JDK io.github.bitbucketoidc.store.vault"));
            for (Canary planted : scenario.canaries().values()) {
                Logger.getLogger("io.github.bitbucketoidc.store.vault")
                        .log(Level.FINEST, "Vault says {0}", planted.text());
                assertThat(hunt.leaks(List.of(planted))).isNotEmpty();
            }
        }
    }

    /** The JDK's own log of what its HTTP client sends, which is off unless an operator turns it on. */
    @Nested
    class WireLog {

        private List<String> found(String... options) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(List.of(options));
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    WireLogProgram.class.getName(),
                    folder.toString()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).matches("(?s)lines: [1-9][0-9]+\n.*");
            return output.lines().skip(1).toList();
        }

        @Row("H11")
        @Test
        void h11ShowsNothingBecauseVaultIsNotCalledWithThatClient() throws Exception {
            assertThat(found("-Djdk.httpclient.HttpClient.log=all")).isEmpty();
        }

        @Row("H11")
        @Test
        void h11WithoutHeadersShowsNothing() throws Exception {
            assertThat(found("-Djdk.httpclient.HttpClient.log=errors,requests,content,ssl,trace,channel,frames:all"))
                    .isEmpty();
        }
    }
}
