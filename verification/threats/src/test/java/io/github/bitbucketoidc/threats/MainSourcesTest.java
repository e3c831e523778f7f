package io.github.bitbucketoidc.threats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of the catalogue is found wherever it lies, and never the wrong one. */
class MainSourcesTest {

    @TempDir
    Path root;

    @BeforeEach
    void write() throws IOException {
        for (String file : new String[] {
            "core/src/main/java/org/example/core/token/Reader.java",
            "core/src/main/java/org/example/core/token/PolicyReader.java",
            "core/src/test/java/org/example/core/token/Reader.java",
            "core/target/generated/src/main/java/org/example/core/Reader.java",
            "vault/src/main/java/org/example/store/vault/login/Access.java",
            "verification/aws/src/main/java/org/example/store/aws/Access.java",
        }) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "");
        }
    }

    private String fileOf(String name) {
        return MainSources.of(root).fileOf(name);
    }

    @Test
    void findsAClassInWhateverModuleAndPackageItLies() {
        assertThat(fileOf("Reader")).isEqualTo("core/src/main/java/org/example/core/token/Reader.java");
    }

    @Test
    void findsTheOneOfSeveralThatIsBelowThePackage() {
        assertThat(fileOf("vault.Access")).isEqualTo("vault/src/main/java/org/example/store/vault/login/Access.java");
        assertThat(fileOf("store.aws.Access"))
                .isEqualTo("verification/aws/src/main/java/org/example/store/aws/Access.java");
    }

    @Test
    void refusesANameThatSeveralClassesHaveAndSaysWhichTheyAre() {
        for (String name : new String[] {"Access", "store.Access"}) {
            assertThatThrownBy(() -> fileOf(name))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(
                            "`" + name + "`", "2 times", "vault/login/Access.java", "aws/Access.java", "fix:");
        }
    }

    @Test
    void refusesANameThatNoClassHas() {
        for (String name : new String[] {"Gone", "vault.Reader", "reader", "Reader.java", "Rea.er", ""}) {
            assertThatThrownBy(() -> fileOf(name))
                    .as(name)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("`" + name + "`", "no module", "fix:");
        }
    }
}
