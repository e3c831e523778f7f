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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The archive as a user starts it: {@code java -jar standalone.jar ...}, its two outputs kept in files. */
final class Program implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
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

    /** With little memory and few file descriptors. */
    static Program startSmall(Path directory, String heap, int descriptors, String... flags) throws IOException {
        return start(
                directory,
                Map.of("JDK_JAVA_OPTIONS", "-XX:+ExitOnOutOfMemoryError -Xmx" + heap),
                List.of("/bin/bash", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "bash"),
                flags);
    }

    /** With a standard error that nobody reads until the test does, from this pipe. */
    static Program startUnread(Path directory, Path pipe, String... flags) throws IOException {
        return start(directory, Map.of(), intoUnread(pipe, "2>"), flags);
    }

    /** With a standard output that nobody reads until the test does, from this pipe. */
    static Program startWithUnreadEvents(Path directory, Path pipe, String... flags) throws IOException {
        return start(directory, Map.of(), intoUnread(pipe, ">"), flags);
    }

    /** The program itself holds the other end, so that nothing fails for want of a reader. */
    private static List<String> intoUnread(Path pipe, String stream) {
        return List.of("/bin/bash", "-c", "exec 3<>" + pipe + " && exec \"$@\" " + stream + pipe, "bash");
    }

    /** With a standard output whose reader has ended. */
    static Program startWithDeadReader(Path directory, String... flags) throws IOException {
        return start(directory, Map.of(), List.of("/bin/bash", "-c", "exec \"$@\" > >(exec true)", "bash"), flags);
    }

    private static Program start(
            Path directory, Map<String, String> environment, List<String> launcher, String... flags)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                java.toString(),
                "-XX:-UsePerfData",
                "-XX:+DisplayVMOutputToStderr",
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
        Awaitility.await().atMost(TIMEOUT).until(() -> listening().isPresent() || !process.isAlive());
        return URI.create(
                listening().orElseThrow(() -> new AssertionError("it ended before it listened: " + errors())));
    }

    private Optional<String> listening() {
        String text = errors();
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.contains(LISTENING))
                .map(line -> line.substring(line.indexOf(LISTENING) + LISTENING.length())
                        .replaceAll("[\"}]+$", ""))
                .findFirst();
    }

    /** Whole lines of standard output. */
    List<String> lines() {
        String text = read(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The audit events, one line each. */
    List<String> events() {
        return lines();
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

    /** HUP, QUIT, or another one. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/bash", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it should have ended: " + errors());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
