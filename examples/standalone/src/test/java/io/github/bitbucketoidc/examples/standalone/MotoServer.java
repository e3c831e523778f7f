package io.github.bitbucketoidc.examples.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** The server that stands in for AWS, if there is one; its output goes to a file. */
final class MotoServer implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile("Running on (http://\\S+)");

    private final Process process;
    private final Path output;

    private MotoServer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; without it the test is skipped, or fails where servers are required. */
    static MotoServer start(Path directory) throws IOException {
        Optional<String> program = Optional.ofNullable(System.getenv("MOTO_SERVER"))
                .or(() -> Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> folder + "/moto_server")
                        .filter(file -> Files.isExecutable(Path.of(file)))
                        .findFirst());
        if (program.isEmpty()) {
            String how =
                    "no moto: put moto_server on the PATH, or name it in MOTO_SERVER (.ci/install-moto installs one)";
            Assumptions.assumeFalse(!Boolean.getBoolean("require.servers"), how);
            throw new AssertionError(how);
        }
        Path output = Files.createTempFile(directory, "moto", ".txt");
        Process process = new ProcessBuilder(program.get(), "-H", "127.0.0.1", "-p", "0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new MotoServer(process, output);
    }

    URI address() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> RUNNING.matcher(Files.readString(output)).results().findFirst(), Optional::isPresent)
                .map(found -> URI.create(found.group(1)))
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
