package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of docs/aws.md is what the page says that it is: policy files that load, and IAM policies that are sound. */
class AwsPageTest {

    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z ]+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private static List<String> blocks(String kind) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("..", "docs", "aws.md")))
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(block -> block.group(2))
                .toList();
    }

    static List<String> files() throws IOException {
        return blocks("yaml");
    }

    static List<String> trustPolicies() throws IOException {
        return blocks("json trust");
    }

    static List<String> policies() throws IOException {
        return blocks("json policy");
    }

    static List<String> mistakes() throws IOException {
        return blocks("json mistake");
    }

    /** Opens stores as the provider does. */
    private static final class Opening implements Policy.StoreOpener, AutoCloseable {

        private final Map<StoreDefinition, SecretStore> opened = new HashMap<>();

        @Override
        public void open(StoreDefinition definition) {
            opened.put(definition, SecretStores.discover().open(definition.type(), definition.config()));
        }

        @Override
        public Optional<String> validate(StoreDefinition definition, SecretReference reference) {
            return opened.get(definition).validate(reference);
        }

        @Override
        public void close() {
            opened.values().forEach(SecretStore::close);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void loads(String block) throws IOException {
        String first = files().get(0);
        // the page's fragments stand for the stores of its first policy
        String whole = block.startsWith("version:")
                ? block
                : first.substring(0, first.indexOf("stores:")) + block.replace("profile: default", "profile: other")
                        + "grants: {}\n";
        try (Opening opening = new Opening()) {
            assertThat(PolicyFile.parse(whole, Path.of("src/test/resources"), opening)
                            .stores())
                    .isNotEmpty()
                    .hasSameSizeAs(opening.opened.keySet());
        }
    }

    @Test
    void everyReferenceOfTheTableIsOne() throws IOException {
        String first = files().get(0);
        String page = Files.readString(Path.of("..", "docs", "aws.md"));
        String table = page.substring(page.indexOf("## What a reference may say"), page.indexOf("- The prefix is"));
        List<String> references = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
                .matcher(table)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(references).hasSizeGreaterThan(5);
        for (String reference : references) {
            try (Opening opening = new Opening()) {
                PolicyFile.parse(first.replace("aws:db/main#password", reference), Path.of("."), opening);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trustPolicies")
    void trustsWhomItShould(String block) {
        assertThat(IamLint.trust(block)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void allowsWhatIsNeededAndNoMore(String block) {
        assertThat(IamLint.permissions(block)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void showsMistakesThatAreSome(String block) {
        assertThat(IamLint.trust(block)).isNotEmpty();
    }

    @Test
    void hasBlocksOfEachKind() throws IOException {
        assertThat(files()).hasSizeGreaterThan(3);
        assertThat(trustPolicies()).hasSize(2);
        assertThat(policies()).hasSize(4);
        assertThat(mistakes()).hasSize(2);
    }
}
