package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever calls a method of ours can read what it throws. */
class ThrowsTest {

    @Test
    void everyMethodForUsersSaysWhatItThrows() throws IOException {
        List<Path> sources = PublishedSources.files().stream()
                .filter(file -> !file.endsWith("module-info.java"))
                .toList();
        assertThat(ThrownByMethods.unsaid(sources))
                .as("add `@throws EXCEPTION if ...`")
                .isEmpty();
    }

    /** Said once for each package, and not at each parameter, where readers would no longer see what matters. */
    @Test
    void everyPackageSaysWhatNullMeans() throws IOException {
        assertThat(PublishedSources.files().stream().filter(file -> file.endsWith("package-info.java")))
                .hasSizeGreaterThan(10)
                .allSatisfy(file -> assertThat(PublishedSources.read(file))
                        .as("%s", file)
                        .contains("@NullMarked", "{@link NullPointerException}"));
    }

    @Test
    void findsWhatIsThrownHereAndInWhatIsCalled(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Sample.java"), """
                public final class Sample {
                    /** @throws IllegalStateException said */
                    public void said() { throw new IllegalStateException(); }
                    public void unsaid() { throw new IllegalStateException(); }
                    public void called() { check(); }
                    public void made() { throw problem(); }
                    public void later() { Runnable task = () -> { throw new IllegalStateException(); }; }
                    public void checked() throws java.io.IOException {}
                    @Override public String toString() { throw new IllegalStateException(); }
                    private void check() { throw new IllegalArgumentException(); }
                    private IllegalStateException problem() { return new IllegalStateException(); }
                }
                """);
        assertThat(ThrownByMethods.unsaid(List.of(file)))
                .containsExactly(
                        "Sample.java:unsaid throws IllegalStateException",
                        "Sample.java:called throws IllegalArgumentException",
                        "Sample.java:made throws IllegalStateException",
                        "Sample.java:checked throws java.io.IOException");
    }
}
