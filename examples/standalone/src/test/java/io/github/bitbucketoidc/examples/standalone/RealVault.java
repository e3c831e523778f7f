package io.github.bitbucketoidc.examples.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real Vault in development mode, if there is one, and its own command line. */
final class RealVault implements AutoCloseable {

    private static final String ROOT = "root";

    private final String program;
    private final Process process;
    private final URI address;

    private RealVault(String program, Process process, URI address) {
        this.program = program;
        this.process = process;
        this.address = address;
    }

    /** Starts it; without it the test is skipped, or fails where servers are required. */
    static RealVault start(Path directory) throws IOException {
        Optional<String> program = Optional.ofNullable(System.getenv("VAULT_BIN"))
                .filter(named -> named.indexOf('/') >= 0)
                .or(() -> Stream.of("vault", "bao")
                        .flatMap(name ->
                                Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> folder + "/" + name))
                        .filter(file -> Files.isExecutable(Path.of(file)))
                        .findFirst());
        if (program.isEmpty()) {
            String how =
                    "no Vault: put vault or bao on the PATH, or name one in VAULT_BIN (.ci/install-vault builds one)";
            Assumptions.assumeFalse(!Boolean.getBoolean("require.servers"), how);
            throw new AssertionError(how);
        }
        // A port that was free may be taken before Vault has it, by any connection of this machine: then another one.
        for (int attempt = 1; ; attempt++) {
            Path output = Files.createTempFile(directory, "vault", ".txt");
            RealVault vault = startAt(program.get(), freePort(), output);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() ->
                            !vault.process.isAlive() || Files.readString(output).contains("Root Token: "));
            if (vault.process.isAlive()) {
                return vault;
            }
            String said = Files.readString(output);
            if (attempt == 5 || !said.contains("address already in use")) {
                throw new AssertionError("Vault did not start: " + said);
            }
        }
    }

    private static RealVault startAt(String program, int port, Path output) throws IOException {
        Process process = new ProcessBuilder(
                        program,
                        "server",
                        "-dev",
                        "-dev-root-token-id=" + ROOT,
                        "-dev-listen-address=127.0.0.1:" + port,
                        "-dev-no-store-token")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new RealVault(program, process, URI.create("http://127.0.0.1:" + port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        return address;
    }

    /** Runs a command as root, for example {@code kv put secret/x a=1}; a last argument {@code -} reads the text. */
    String run(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VAULT_ADDR", address.toString());
        builder.environment().put("VAULT_TOKEN", ROOT);
        Process running = builder.start();
        running.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (running.waitFor() != 0) {
                throw new AssertionError(String.join(" ", arguments) + ": " + output);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return output;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
