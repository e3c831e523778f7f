package io.github.bitbucketoidc.examples.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The archive as a user starts it: {@code java -jar standalone.jar ...}, its two outputs kept in files. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LISTENING = "listening on ";

    private final Process process;
    private final Path output;
    private final Path errors;

    private Program(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static Program start(Path directory, String... flags) throws IOException {
        return start(directory, Map.of(), flags);
    }

    /** With more in its environment than this process has. */
    static Program start(Path directory, Map<String, String> environment, String... flags) throws IOException {
        return start(directory, environment, List.of(), flags);
    }

    /** Where the system lets no file grow beyond 64 KiB, as if the disk was full then. */
    static Program startWithSmallFiles(Path directory, String... flags) throws IOException {
        return start(directory, Map.of(), List.of("/bin/bash", "-c", "ulimit -f 64 && exec \"$@\"", "bash"), flags);
    }

    /** With a standard output that takes nothing. */
    static Program startUnheard(Path directory, String... flags) throws IOException {
        return start(directory, Map.of(), List.of("/bin/bash", "-c", "exec \"$@\" >/dev/full", "bash"), flags);
    }

    private static Program start(
            Path directory, Map<String, String> environment, List<String> launcher, String... flags)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                java.toString(),
                "-XX:-UsePerfData",
                "-jar",
                Path.of("target", "standalone.jar").toAbsolutePath().toString()));
        command.addAll(List.of(flags));
        Path output = Files.createTempFile(directory, "out", ".txt");
        Path errors = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new Program(process, output, errors);
    }

    /** Waits until it listens, and says where. */
    URI address() {
        Awaitility.await().atMost(PATIENCE).until(() -> !lines().isEmpty() || !process.isAlive());
        if (lines().isEmpty()) {
            throw new AssertionError("it ended before it listened: " + errors());
        }
        String first = lines().get(0);
        if (!first.startsWith(LISTENING)) {
            throw new AssertionError("the first line should say where it listens: " + first);
        }
        return URI.create(first.substring(LISTENING.length()));
    }

    /** Whole lines of standard output. */
    List<String> lines() {
        String text = read(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The audit events, one line each. */
    List<String> events() {
        List<String> lines = lines();
        return lines.isEmpty() ? lines : lines.subList(1, lines.size());
    }

    String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it should have ended: " + errors());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
