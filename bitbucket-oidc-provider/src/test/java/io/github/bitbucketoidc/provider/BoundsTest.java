package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SettingBounds;
import io.github.bitbucketoidc.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever runs the provider bounds what a policy may point to, for every store, also one that nobody here has seen. */
class BoundsTest {

    /** A store as somebody else would write it: it asks for its settings and knows nothing of bounds. */
    private static final class SomebodysStores implements SecretStoreFactory {

        @Override
        public String type() {
            return "somebodys";
        }

        @Override
        public SecretStore open(StoreConfig config) {
            config.path("folder");
            config.uri("address");
            config.optional("server");
            config.list("servers");
            config.secret("token");
            config.section("login").ifPresent(login -> login.secret("key"));
            return new SecretStore() {
                @Override
                public Map<SecretId, Secret> read(SecretRequest request) {
                    return Map.of();
                }

                @Override
                public void close() {}
            };
        }
    }

    @TempDir
    Path folder;

    private Path allowed;

    @BeforeEach
    void files() throws IOException {
        allowed = Files.createDirectory(folder.resolve("allowed"));
        Path token = Files.writeString(allowed.resolve("token"), "geheim");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("outside"), "geheim");
        Files.createSymbolicLink(allowed.resolve("link"), folder.resolve("outside"));
        Files.createSymbolicLink(allowed.resolve("nowhere"), folder.resolve("not-yet"));
        Files.createSymbolicLink(folder.resolve("way"), allowed);
    }

    private void read(String setting, SettingBounds bounds) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
                stores:
                  s:
                    type: somebodys
                    %s
                """.formatted(setting));
        SecretProvider.builder()
                .policyFile(file)
                .stores(SecretStores.of(new SomebodysStores()))
                .bounds(bounds)
                .build()
                .close();
    }

    private SettingBounds bounds() {
        return SettingBounds.builder()
                .allowRoot(allowed)
                .allowEnvironment("PATH")
                .allowEnvironment("PROVIDER_*")
                .allowAddress("vault.example:8200")
                .allowAddress("https://secrets.example/team")
                .allowAddress("any_port.example")
                .build();
    }

    @Row("W4")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            folder: /                                     | lies outside of the folders that are allowed
            folder: .                                     | lies outside of the folders that are allowed
            folder: allowed/../outside                    | lies outside of the folders that are allowed
            folder: allowed/link                          | lies outside of the folders that are allowed
            folder: allowed/nowhere                       | lies outside of the folders that are allowed
            folder: allowed/not-there/../../outside       | lies outside of the folders that are allowed
            folder: allowed2                              | lies outside of the folders that are allowed
            token: { file: outside }                      | lies outside of the folders that are allowed
            token: { file: allowed/link }                 | lies outside of the folders that are allowed
            login: { key: { file: /etc/hostname } }       | lies outside of the folders that are allowed
            server: { file: outside }                     | lies outside of the folders that are allowed
            token: { env: HOME }                          | is not one that is allowed
            token: { env: XPROVIDER_TOKEN }               | is not one that is allowed
            server: { env: HOME }                         | is not one that is allowed
            address: "https://evil.example"               | is an address that is not allowed
            address: "https://vault.example:8201"         | is an address that is not allowed
            address: "https://vault.example"              | is an address that is not allowed
            address: "http://secrets.example/team"        | is an address that is not allowed
            address: "https://secrets.example/teams"      | is an address that is not allowed
            address: "https://secrets.example/team/../x"  | is an address that is not allowed
            address: "https://vault.example.evil:8200"    | is an address that is not allowed
            server: "https://evil.example"                | is an address that is not allowed
            servers: ["https://evil.example"]             | is an address that is not allowed
            """)
    void refuseWhatIsOutsideAtItsLine(String setting, String message) {
        PolicyException refused = catchThrowableOfType(PolicyException.class, () -> read(setting, bounds()));

        assertThat(refused).isNotNull();
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).endsWith(message);
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.hint()).contains("whoever runs the provider decides this (allow-");
        });
        assertThat(refused.report()).doesNotContain("geheim");
    }

    @Row("W4")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            folder: allowed
            folder: allowed/not-there/yet
            folder: way/token
            token: { file: allowed/token }
            server: { file: way/token }
            token: { env: PATH }
            address: "https://vault.example:8200/v1"
            address: "https://VAULT.example:8200"
            address: "https://secrets.example:443/team/one"
            address: "http://any_port.example:1234"
            server: something else
            """)
    void letInWhatIsInside(String setting) {
        assertThatCode(() -> read(setting, bounds())).doesNotThrowAnyException();
    }

    @Test
    void areNoneUnlessSomebodySetsThem() {
        assertThatCode(() -> read("folder: /", SettingBounds.none())).doesNotThrowAnyException();
        SettingBounds filesOnly = SettingBounds.builder().allowRoot(allowed).build();
        assertThatCode(() -> read("token: { env: PATH }", filesOnly)).doesNotThrowAnyException();
        assertThatCode(() -> read("address: \"https://elsewhere.example\"", filesOnly))
                .doesNotThrowAnyException();
    }

    @Row("W4")
    @Test
    void coverTheIssuersOfWorkspaces() throws IOException {
        String policy = """
                version: 1
                workspaces:
                  acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}", issuer: "%s" }
                """;
        Path file = Files.writeString(folder.resolve("p.yaml"), policy.formatted("https://evil.example/oidc"));
        SecretProviderBuilder builder =
                SecretProvider.builder().policyFile(file).bounds(bounds());

        PolicyException refused = catchThrowableOfType(PolicyException.class, builder::build);

        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).isEqualTo("`issuer` is an address that is not allowed"));
        Files.writeString(file, policy.replace(", issuer: \"%s\"", ""));
        builder.build().close();
        Files.writeString(file, policy.formatted("https://secrets.example/team/oidc"));
        builder.build().close();
    }
}
