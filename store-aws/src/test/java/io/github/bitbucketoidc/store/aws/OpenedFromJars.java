package io.github.bitbucketoidc.store.aws;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process of its own that opens stores, with a class path and an environment of its own, and says how that went. */
final class OpenedFromJars {

    private OpenedFromJars() {}

    /** What a process wrote, and how many milliseconds it needed for opening. */
    static List<String> run(Predicate<String> jars, Map<String, String> environment, String... types)
            throws IOException, InterruptedException {
        String path = String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(jars)
                        .toList());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path,
                OpenStores.class.getName()));
        command.addAll(List.of(types));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var lines = process.inputReader()) {
            List<String> output = lines.lines().toList();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it should have ended");
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
