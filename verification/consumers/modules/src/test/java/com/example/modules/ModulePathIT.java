package com.example.modules;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.kit.Program;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application on the module path of a JDK, and as an image of its own. */
class ModulePathIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String MODULE_PATH =
            TARGET.resolve("modules-1.jar") + File.pathSeparator + TARGET.resolve("modules");
    private static final String MAIN = "com.example.modules/com.example.modules.Application";

    @TempDir
    Path folder;

    @Test
    void runsOnTheModulePath() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Program.passes(List.of(java.toString(), "--module-path", MODULE_PATH, "--module", MAIN));
    }

    @Test
    void runsAsAnImageWithItsServices() throws Exception {
        Program.passes(List.of(image("--bind-services").toString(), "--module", MAIN));
    }

    @Test
    void runsAsAnImageThatNamesItsStore() throws Exception {
        Path java = image("--add-modules", "io.github.bitbucketoidc.store.file,org.slf4j.simple");
        Program.passes(List.of(java.toString(), "--module", MAIN));
    }

    /** jlink leaves services out unless told otherwise: the mistake that an application of modules makes first. */
    @Test
    void saysWhatToDoWhenTheImageHasNoStore() throws Exception {
        Path java = image();
        assertThat(Program.failure(List.of(java.toString(), "--module", MAIN), "file"))
                .contains("no store was found on the class path or module path")
                .contains("add the artifact io.github.bitbucketoidc:store-file")
                .contains("--add-modules io.github.bitbucketoidc.store.file");
    }

    private Path image(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--module-path",
                MODULE_PATH,
                "--add-modules",
                "com.example.modules",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.resolve("image").toString()));
        arguments.addAll(List.of(more));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
        assertThat(jlink.run(out, out, arguments.toArray(String[]::new)))
                .as("%s", said)
                .isZero();
        return folder.resolve("image/bin/java");
    }
}
