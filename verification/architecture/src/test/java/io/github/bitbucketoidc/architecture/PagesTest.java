package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for users begin with an example, every block of them is tried somewhere, and every link leads somewhere. */
class PagesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/embedding.md",
                "docs/verifying-tokens.md",
                "docs/writing-a-store.md",
                "CONTRIBUTING.md",
            })
    void everyJavaBlockStandsInCodeThatIsCompiledAndTested(String page) throws IOException {
        String sources = words(sources());
        assertThat(Markdown.blocks(page, "java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources).contains(words(block)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/getting-started.md",
                "docs/operating.md",
                "docs/bitbucket.md",
                "docs/decisions.md",
                "docs/files.md"
            })
    void everyPolicyIsAccepted(String page) throws IOException {
        List<String> policies = Markdown.blocks(page, "yaml").stream()
                .filter(block -> block.contains("version: 1\n"))
                .toList();
        assertThat(policies)
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(
                                PolicyFile.parse(policy, Path.of("")).grants())
                        .isNotEmpty());
    }

    /** What .ci/run does not follow literally is one of these commands, which it runs by themselves. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "RELEASING.md", "docs/README.md", "docs/compatibility.md"})
    void everyCommandIsOneThatTheChecksRunOrThatOnlyTheOwnerMay(String page) throws IOException {
        List<String> known = List.of(
                "mvn -q -Pdemo",
                "mvn verify",
                "mvn -q spotless:apply",
                "mvn -q verify -pl bitbucket-oidc-core -am",
                "mvn -q package -pl examples/standalone -am -DskipTests",
                "mvn -q install -DskipTests",
                "java -XX:+ExitOnOutOfMemoryError -XX:+DisplayVMOutputToStderr"
                        + " -jar examples/standalone/target/standalone.jar --policy policy.yaml --port 8080",
                "mvn -Papi-compatibility verify",
                ".ci/release-dry-run /tmp/bundle",
                ".ci/reproducible /tmp/bundle",
                ".ci/rename-namespace io.github.acme",
                ".ci/set-version 0.1.0",
                ".ci/set-version 0.2.0-SNAPSHOT",
                // of the owner alone
                "git commit -am \"Release 0.1.0\"",
                "git tag -s v0.1.0 -m \"0.1.0\"",
                "git commit -am \"Begin 0.2.0\"",
                "mvn -Prelease deploy");
        String indented = Files.readString(Repository.root().resolve(page)).replaceAll("(?m)^ {2,}", "");
        assertThat(Markdown.blocksOf(indented, "sh").stream().flatMap(String::lines))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void everyPageBeginsWithAnExample() throws IOException {
        // Pages that tell what was measured or weighed, and hold nothing that one could try.
        List<String> reports = List.of("threats.md", "security.md", "performance.md");
        assertThat(pages().filter(page -> !reports.contains(String.valueOf(page.getFileName()))))
                .isNotEmpty()
                .allSatisfy(page -> {
                    List<String> lines = Files.readAllLines(page);
                    assertThat(lines.subList(0, Math.min(30, lines.size())))
                            .as("%s", page)
                            .anyMatch(line -> line.startsWith("```"));
                });
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        String index = Files.readString(Repository.root().resolve("docs/README.md"));
        assertThat(pages().map(page -> String.valueOf(page.getFileName())).filter(name -> !name.equals("README.md")))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
    }

    @Test
    void everyLinkInsideTheRepositoryLeadsSomewhere() throws IOException {
        Path root = Repository.root();
        List<Path> all = Stream.concat(
                        pages(),
                        Stream.of("README.md", "CONTRIBUTING.md", "RELEASING.md", "CHANGELOG.md")
                                .map(root::resolve))
                .toList();
        assertThat(all).allSatisfy(page -> {
            Path folder = page.getParent();
            assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
                    .as("%s", page)
                    .allMatch(link -> folder != null && Files.exists(folder.resolve(link)));
        });
    }

    private static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Repository.root().resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : List.of("examples", "verification/consumers", "secret-store-spi")) {
            for (Path file : Repository.javaFiles(Repository.root().resolve(folder))) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    /** The text without what a formatter changes. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
