package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the Javadoc of what is published are code: they compile, and what they show of a policy is accepted. */
class SnippetsTest {

    /** Beside the packages, what most readers come for. */
    private static final List<String> ENTRY_POINTS = List.of(
            "store/SecretStore",
            "store/SecretStoreFactory",
            "store/SecretStores",
            "store/StoreConfig",
            "store/Secret",
            "store/SecretValue",
            "core/token/TokenVerifier",
            "core/token/Verification",
            "core/issuer/Workspace",
            "core/filter/ClaimFilter",
            "core/filter/ClaimFilters",
            "provider/policy/Policy",
            "provider/policy/PolicyBuilder",
            "provider/policy/file/PolicyFile",
            "provider/policy/file/PolicyFile.Source",
            "provider/rules/PolicyException",
            "provider/policy/Decision",
            "provider/rules/Grant",
            "provider/rules/Denial",
            "provider/SecretProvider",
            "provider/SecretProviderBuilder",
            "provider/listener/ProviderListener",
            "provider/ProviderHealth",
            "provider/audit/AuditLog",
            "provider/replay/ReplayGuard",
            "provider/replay/ReplayGuards",
            "provider/SecretsEndpoint",
            "http/SecretsServlet",
            "http/SecretsHandler",
            "http/JdkSecretsHandler",
            "micrometer/ProviderMetrics",
            "testkit/FakeBitbucket",
            "testkit/RunnerSimulator",
            "testkit/policy/PolicyAssert",
            "testkit/store/SecretStoreContract");

    @TempDir
    Path output;

    private SnippetCompiler compiler;

    @BeforeEach
    void makeCompiler() throws IOException {
        compiler = new SnippetCompiler(output, PublishedSources.files());
    }

    private static List<Snippet> snippets(String kind) throws IOException {
        return PublishedSources.files().stream()
                .flatMap(Snippet::of)
                .filter(snippet -> snippet.kind().equals(kind))
                .toList();
    }

    static Stream<Snippet> policies() throws IOException {
        return snippets("yaml").stream();
    }

    @Test
    void everyExampleCompiles() throws IOException {
        List<Snippet> examples = snippets("java");
        assertThat(examples).hasSizeGreaterThan(40);
        assertThat(compiler.problems(examples)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyPartOfAPolicyIsAccepted(Snippet example) throws IOException {
        String rest = example.text().contains("version: 1") ? "" : """
                version: 1
                workspaces:
                  acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
                """;
        Path policy = Files.writeString(output.resolve("policy.yaml"), rest + example.text());
        assertThat(PolicyFile.read(policy).workspaces()).isNotEmpty();
    }

    @Test
    void everyPackageAndEntryPointHasOne() throws IOException {
        assertThat(PublishedSources.files().stream()
                        .filter(SnippetsTest::mustHaveOne)
                        .filter(file -> Snippet.of(file).findAny().isEmpty()))
                .as("files whose Javadoc should show an example: <pre>{@code")
                .isEmpty();
        assertThat(PublishedSources.files().stream().filter(SnippetsTest::mustHaveOne))
                .hasSizeGreaterThan(ENTRY_POINTS.size());
    }

    /** What is not exported shows its users nothing. */
    private static boolean mustHaveOne(Path file) {
        return (file.endsWith("package-info.java") && !isNotExported(file))
                || ENTRY_POINTS.stream().anyMatch(name -> file.endsWith(Path.of(name + ".java")));
    }

    private static boolean isNotExported(Path file) {
        try {
            return Files.readString(file).contains("Not exported.");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void findsABrokenExampleAndItsLine() throws IOException {
        List<Snippet> broken = Snippet.in(Path.of("Broken.java"), """
                        package broken;

                        /**
                         * Reads.
                         *
                         * <pre>{@code
                         * Policy policy = PolicyFile.read(Path.of("policy.yaml"));
                         * policy.explode();
                         * }</pre>
                         *
                         * <pre>{@code
                         * @Test
                         * void isFine() {}
                         * }</pre>
                         */
                        """).toList();
        assertThat(broken).hasSize(2);
        assertThat(compiler.problems(broken))
                .singleElement()
                .asString()
                .startsWith("Broken.java:8: ")
                .contains("explode");
    }
}
