package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of docs/vault.md runs on a real server, and every store of the page then reads a secret. */
@NeedsVault
class VaultPageIT {

    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z ]+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    static Path folder;

    private static VaultServer server;
    private static FakeBitbucket bitbucket;

    @BeforeAll
    static void runEveryCommand() throws Exception {
        server = VaultServer.start();
        bitbucket = FakeBitbucket.start();
        bitbucket.acme().pipelineHasRun(true); // Vault looks at the keys at once
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(
                programs.resolve("vault"), NeedsVault.Condition.binary().orElseThrow());
        for (String commands : blocks("sh")) {
            run(commands, programs);
        }
        // what the page's workload would be given
        Path workloadToken = Files.writeString(
                folder.resolve("workload-token"),
                bitbucket
                        .acme()
                        .mint()
                        .audiences("vault.example")
                        .claim("sub", "bitbucket-provider")
                        .token());
        Files.setPosixFilePermissions(workloadToken, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    static void stop() {
        bitbucket.close();
        server.close();
    }

    private static List<String> blocks(String kind) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../docs/vault.md")))
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(block -> block.group(2))
                .toList();
    }

    static List<String> stores() throws IOException {
        return blocks("yaml store");
    }

    private static void run(String commands, Path programs) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("VAULT_ADDR", server.address().toString());
        builder.environment().put("VAULT_TOKEN", VaultServer.ROOT);
        builder.environment().put("ISSUER", bitbucket.acme().issuer());
        builder.environment().put("JWKS_URL", bitbucket.acme().issuer() + "/keys.json");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(commands + output).isZero();
    }

    @Test
    void everyPolicyIsAccepted() throws IOException {
        assertThat(blocks("yaml"))
                .isNotEmpty()
                .allSatisfy(policy ->
                        assertThat(PolicyFile.parse(policy, folder).grants()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("stores")
    void everyStoreReadsASecret(String store) throws IOException {
        String name = store.substring(0, store.indexOf(':'));
        String roleId = Files.readString(folder.resolve("role-id")).strip();
        String settings = store.replace(
                        "https://vault.example:8200", server.address().toString())
                .replace("7d1c6e5e-0000-4000-8000-000000000000", roleId);
        Path policy = Files.writeString(folder.resolve(name + ".yaml"), """
                version: 1
                workspaces: { acme: { uuid: "{%s}", issuer: "%s" } }
                names: { repositories: { payments: "{%s}" } }
                stores:
                %s
                grants:
                  all: { when: repository is payments, deliver: { VALUE: "%s" } }
                """.formatted(
                        FakeBitbucket.ACME,
                        bitbucket.acme().issuer(),
                        TokenMint.REPOSITORY,
                        settings.indent(2),
                        name + (name.equals("ssh") ? ":otp#key" : ":secret/cerbos/hub#client_id")));
        try (SecretProvider provider = SecretProvider.builder()
                .policyFile(policy)
                .watchEvery(Duration.ZERO)
                .build()) {
            if (name.equals("kubernetes")) {
                return; // no service account here: that the settings are right is all that can be seen
            }
            Release release = provider.release(bitbucket.acme().mint().token(), Origin.local());

            assertThat(release).isInstanceOf(Release.Released.class);
            String value = ((Release.Released) release).variables().get("VALUE").reveal();
            assertThat(value).matches(name.equals("ssh") ? "[0-9a-f-]{36}" : "of-the-hub");
        }
    }
}
