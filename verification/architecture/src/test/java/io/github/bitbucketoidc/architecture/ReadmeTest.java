package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of the README are what it says they are. */
class ReadmeTest {

    private static final String PAGE = "README.md";

    @TempDir
    Path folder;

    @Test
    void everyJavaBlockStandsInAnExampleThatIsCompiledAndTested() throws IOException {
        String sources = words(exampleSources());
        assertThat(Markdown.blocks(PAGE, "java"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(block -> assertThat(sources).contains(words(block)));
    }

    @Test
    void embeddingTakesAtMostTenLines() throws IOException {
        assertThat(Markdown.blocks(PAGE, "java"))
                .allSatisfy(block -> assertThat(block.lines().filter(line -> !line.isBlank()))
                        .hasSizeLessThanOrEqualTo(10));
    }

    @Test
    void thePolicyIsAcceptedAndItsSecretsAreFound() throws IOException {
        Policy policy = PolicyFile.read(Files.writeString(folder.resolve("policy.yaml"), yaml("version: 1")));
        assertThat(policy.grants().keySet()).containsExactly("upload-policies");
        assertThat(policy.denials().keySet()).containsExactly("frozen");
        assertThat(yaml("cerbos/hub:")).contains("client_id:", "client_secret:");
    }

    @Test
    void theCommandsAreTheOnesThatTheChecksRun() throws IOException {
        assertThat(Markdown.blocks(PAGE, "sh")).contains("mvn -q -Pdemo\n", "mvn verify\n");
    }

    private static String yaml(String beginning) throws IOException {
        return Markdown.blocks(PAGE, "yaml").stream()
                .filter(text -> text.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no YAML block begins with " + beginning));
    }

    private static String exampleSources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : Repository.javaFiles(Repository.root().resolve("examples"))) {
            all.append(Files.readString(file)).append('\n');
        }
        return all.toString();
    }

    /** The text without what a formatter changes. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
