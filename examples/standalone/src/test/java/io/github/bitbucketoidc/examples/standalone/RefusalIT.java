package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalIT {

    @TempDir
    private Path directory;

    /** Runs it to its end, which it must reach by itself, and returns standard error. */
    private String refusal(int exitCode, String... flags) throws Exception {
        try (Program program = Program.start(directory, flags)) {
            assertThat(program.exitCode()).isEqualTo(exitCode);
            assertThat(program.lines()).isEmpty();
            assertThat(program.errors()).doesNotContain("\tat ", "Exception", "io.github", "java.");
            return program.errors();
        }
    }

    private String policy() throws IOException {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            return new Workplace(directory, bitbucket).policy();
        }
    }

    @Nested
    class Policies {

        @Test
        void areRefusedWithEveryProblemAndItsPlace() throws Exception {
            Path policy = directory.resolve("policy.yaml");
            Files.writeString(policy, """
                    version: 1
                    workspaces:
                      acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
                    stores:
                      local: { type: fiel, path: secrets.yaml }
                    grants:
                      payments:
                        when: repository is payments
                        deliver:
                          PATH: local:payments/db#password
                    """);
            assertThat(refusal(2, "--policy", policy.toString()))
                    .contains("policy.yaml:5:", "policy.yaml:8:", "policy.yaml:10:")
                    .contains("did you mean 'file'?", "no aliases of `repository`", "`PATH` is reserved");
        }

        @Test
        void thatAreNotThereOrNotFilesAreRefusedInOneLine() throws Exception {
            assertThat(refusal(2, "--policy", "missing.yaml")).startsWith("missing.yaml: ");
            assertThat(refusal(2, "--policy", directory.toString())).contains(directory.toString());
        }
    }

    @Nested
    class Flags {

        @Test
        void areRefusedInOneLine() throws Exception {
            assertThat(refusal(2).lines()).singleElement().asString().contains("--policy FILE is missing");
            assertThat(refusal(2, "--polcy", "x").lines())
                    .singleElement()
                    .asString()
                    .contains("\"--polcy\"");
            assertThat(refusal(2, "--policy", policy(), "--tls-cert", "none.pem", "--tls-key", "none.pem")
                            .lines())
                    .singleElement()
                    .asString()
                    .contains("none.pem cannot be read");
            assertThat(refusal(2, "--policy", policy(), "--trusted-proxies", "10.0.0.0/8,proxy.example\u009b")
                            .lines())
                    .singleElement()
                    .asString()
                    .startsWith("--trusted-proxies: write an IP address or a range")
                    .contains("\"proxy.example?\"");
        }

        @Test
        void areExplained() throws Exception {
            try (Program program = Program.start(directory, "--help")) {
                assertThat(program.exitCode()).isZero();
                assertThat(String.join("\n", program.lines())).contains("--policy FILE", "--tls-key FILE");
            }
        }
    }

    @Test
    void aPortInUseIsToldInOneLine() throws Exception {
        String policy = policy();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(refusal(1, "--policy", policy, "--port", port).lines())
                    .singleElement()
                    .asString()
                    .startsWith("cannot listen on 127.0.0.1:" + port + ": the port is in use");
        }
    }
}
