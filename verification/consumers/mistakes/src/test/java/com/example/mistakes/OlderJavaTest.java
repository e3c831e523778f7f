package com.example.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.provider.SecretProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application for Java 11, on a real Java 11: what the page on troubleshooting says of it is what is seen. */
class OlderJavaTest {

    @TempDir
    Path folder;

    @BeforeEach
    void needsAnOlderJava() {
        assumeTrue(System.getenv("OLD_JAVA") != null, "OLD_JAVA names no older Java (.ci/install-old-java installs one)");
    }

    @Test
    void saysOnTheClassPathWhichVersionItIsToldOf() throws Exception {
        Path source = folder.resolve("Old.java");
        Files.writeString(source, """
                public final class Old {
                    public static void main(String[] policy) {
                        io.github.bitbucketoidc.provider.SecretProvider.open(java.nio.file.Path.of(policy[0])).close();
                    }
                }
                """);
        String classPath = System.getProperty("java.class.path");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "11", "-proc:none", "-d", folder.toString(), "-cp", classPath, source.toString());
        assertThat(failed).isZero();
        assertThat(said("-cp", folder + ":" + classPath, "Old", "policy.yaml"))
                .contains("UnsupportedClassVersionError: io/github/bitbucketoidc/provider/SecretProvider has been compiled by"
                        + " a more recent version of the Java Runtime (class file version 61.0), this version of the Java"
                        + " Runtime only recognizes class file versions up to 55.0");
    }

    @Test
    void saysOnTheModulePathWhichVersionItIsToldOf() throws Exception {
        Path core = Path.of(SecretProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(said("-p", core.toString(), "--add-modules", "io.github.bitbucketoidc.core", "-version"))
                .contains("Error reading module: " + core)
                .contains("Unsupported major.minor version 61.0");
    }

    private static String said(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getenv("OLD_JAVA")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isNotZero();
        return said;
    }
}
