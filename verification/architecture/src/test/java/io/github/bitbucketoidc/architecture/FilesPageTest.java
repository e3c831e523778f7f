package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step gets from the policies of docs/files.md what the page says, and what is refused is refused in its words. */
class FilesPageTest {

    private static final String PAGE = "docs/files.md";

    @TempDir
    Path folder;

    @Test
    void theFirstExampleGivesWhatThePageShows() throws IOException {
        secret("secrets.yaml", block("# secrets.yaml"));
        String answer = Markdown.blocks(PAGE, "json").get(0);
        Map<String, String> variables = ask(block("  local:"));
        assertThat(variables)
                .hasSize(answer.split("\":\"", -1).length - 1)
                .allSatisfy((name, value) -> assertThat(answer).contains('"' + name + "\":\"" + value + '"'));
    }

    @Test
    void theFolderGivesWhatThePageSays() throws IOException {
        Files.createDirectories(folder.resolve("secrets/db"));
        Path token = secret("secrets/token", "of everybody\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        secret("secrets/db/user", "app");
        secret("secrets/db/password", "correct horse");
        assertThat(ask(block("  mounted:")))
                .isEqualTo(Map.of("TOKEN", "of everybody", "DB_user", "app", "DB_password", "correct horse"));
        assertThat(Files.readString(Repository.root().resolve(PAGE))).contains("`TOKEN`, `DB_user` and `DB_password`");
    }

    /** The page's own commands make the file, and the policy beside them reads it. */
    @Test
    void theEncryptedFileGivesWhatThePlainOneDid() throws Exception {
        needsAge();
        secret("secrets.yaml", block("# secrets.yaml"));
        for (String commands : Markdown.blocks(PAGE, "sh")) {
            Process shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(shell.waitFor()).as("%s", commands).isZero();
        }
        assertThat(folder.resolve("secrets.yaml")).doesNotExist();
        assertThat(ask(block("  sealed:")))
                .isEqualTo(Map.of("SIGNING_KEY", "one line", "DB_PASSWORD", "correct horse"));
    }

    private static void needsAge() {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .filter(place -> !place.isEmpty())
                .anyMatch(place -> Files.isExecutable(Path.of(place, "age-keygen")));
        assertThat(there || !Boolean.getBoolean("require.servers")).as("age").isTrue();
        assumeTrue(there, "no age: install the package age");
    }

    /** The version of the page is the one that is tested. */
    @Test
    void theArtifactOfThePageIsTheOneThatIsTested() throws IOException {
        String dependency = Markdown.blocks(PAGE, "xml").get(0);
        String version = dependency.replaceAll("(?s).*<version>(.*)</version>.*", "$1");
        assertThat(Files.readString(Repository.root().resolve("build/pom.xml")))
                .contains("<jagged.version>" + version + "</jagged.version>");
        assertThat(Files.readString(Repository.root().resolve("store-file/pom.xml"))
                        .replaceAll("\\s+", ""))
                .contains(dependency
                        .replaceAll("\\s+", "")
                        .replace("<version>" + version + "</version></dependency>", "<optional>true</optional>"));
    }

    /** The words by which one finds the fix on the page are those of the store. */
    @Test
    void theMessagesAreThoseOfTheStore() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String module : List.of("store-file", "secret-store-spi")) {
            for (Path file : Repository.javaFiles(Repository.root().resolve(module + "/src/main/java"))) {
                code.append(Files.readString(file));
            }
        }
        assertThat(Files.readAllLines(Repository.root().resolve(PAGE)).stream()
                        .dropWhile(line -> !line.equals("## When something fails"))
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(3, line.indexOf('`', 3))))
                .hasSizeGreaterThan(3)
                .allSatisfy(message -> assertThat(code).contains(message));
    }

    private static String block(String part) throws IOException {
        return Markdown.blocks(PAGE, "yaml").stream()
                .filter(text -> text.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block has " + part));
    }

    private Path secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Map<String, String> ask(String policy) throws IOException {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            String here = policy.replace(
                    "ec553d}\" }", "ec553d}\", issuer: \"" + bitbucket.acme().issuer() + "\" }");
            Path file = Files.writeString(folder.resolve("policy.yaml"), here);
            try (SecretProvider provider = SecretProvider.open(file)) {
                Release release = provider.release(bitbucket.acme().mint().token(), Origin.local());
                assertThat(release).isInstanceOf(Release.Released.class);
                return ((Release.Released) release)
                        .variables().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        variable -> variable.getValue().reveal()));
            }
        }
    }
}
