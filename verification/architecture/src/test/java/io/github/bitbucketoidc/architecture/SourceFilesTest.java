package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every source file. */
class SourceFilesTest {

    private static final int LONGEST = 400;

    @Test
    void noFileIsLongerThanOneCanRead() throws IOException {
        assertThat(javaFiles().filter(file -> lines(file).size() > LONGEST)).isEmpty();
    }

    @Test
    void everyPackageOfTheMainSourcesSaysThatNullsAreMarked() throws IOException {
        List<Path> folders = javaFiles()
                .filter(file -> file.toString().contains("src/main/java"))
                // Not the applications of strangers.
                .filter(file -> !file.startsWith(Repository.root().resolve("verification/consumers")))
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(folders)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(lines(folder.resolve("package-info.java")))
                        .as("%s", folder)
                        .contains("@NullMarked"));
    }

    /** With both words, whoever requires the module cannot compile without a library that he does not use. */
    @Test
    void noModuleHandsOnWhatItNeedsWhileCompilingOnly() throws IOException {
        assertThat(javaFiles().filter(file -> file.endsWith("module-info.java")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(String.join("\n", lines(file))).doesNotContain("static transitive"));
    }

    private static Stream<Path> javaFiles() throws IOException {
        return Repository.javaFiles(Repository.root()).stream();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }
}
