package io.github.bitbucketoidc.examples.customstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretStore;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import probe.ListTypes;

/** A third party's jar is found by being there: in a JVM of its own, from the packaged jars. */
class DiscoveryIT {

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String jars() throws IOException, URISyntaxException {
        Path target = place(EnvironmentStore.class).getParent();
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.toString().matches(".*(?<!-sources|-javadoc)\\.jar"))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("no jar in " + target));
            return place(SecretStore.class) + File.pathSeparator + jar;
        }
    }

    private static String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        command.add(ListTypes.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void isFoundOnTheClassPath() throws Exception {
        assertThat(java("-cp", jars() + File.pathSeparator + place(ListTypes.class)))
                .isEqualTo("[environment] from the class path");
    }

    @Test
    void isFoundOnTheModulePath() throws Exception {
        String module = EnvironmentStore.class.getPackageName();
        assertThat(java(
                        "--module-path",
                        jars(),
                        "--add-modules",
                        module,
                        "-cp",
                        place(ListTypes.class).toString()))
                .isEqualTo("[environment] from modules");
    }
}
