package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsVault
class LoginIT {

    private static final String PATH = "secret/login/it";
    private static final TestJwt JWT = new TestJwt();
    private static final String AUDIENCE = "vault-it";

    private static VaultApi api;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() {
        api = VaultServer.shared().api();
        api.putSecret("login/it", "{\"a\": \"v\"}");
        api.policy("login-it", "path \"secret/data/login/*\" { capabilities = [\"read\"] }");
        api.enableAuth("approle", "approle");
        api.write("auth/approle/role/it", Map.of("token_policies", "login-it", "token_ttl", "10m"));
        api.write(
                "auth/approle/role/short",
                Map.of("token_policies", "login-it", "token_ttl", "3s", "token_max_ttl", "7s"));
        for (String mount : new String[] {"kubernetes", "jwt-it"}) {
            api.enableAuth(mount, "jwt"); // the login of the kubernetes method has the same shape
            api.write("auth/" + mount + "/config", Map.of("jwt_validation_pubkeys", JWT.publicKeyPem()));
            api.writeJson(
                    "auth/" + mount + "/role/it",
                    "{\"role_type\": \"jwt\", \"user_claim\": \"sub\", \"bound_audiences\": [\"" + AUDIENCE
                            + "\"], \"token_policies\": [\"login-it\"], \"token_ttl\": \"10m\"}");
        }
    }

    private static String jwt() {
        return JWT.sign(Map.of("sub", "tester", "aud", AUDIENCE), Duration.ofMinutes(5));
    }

    private SecretStore open(Map<String, ?> login) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", VaultServer.shared().address().toString());
        settings.put("login", login);
        return Stores.open(settings, folder);
    }

    private Map<String, Object> file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Map.of("file", name);
    }

    private static String roleId(String role) {
        return api.read("auth/approle/role/" + role + "/role-id")
                .data()
                .text("role_id")
                .orElseThrow();
    }

    private static String secretId(String role) {
        return api.writeJson("auth/approle/role/" + role + "/secret-id", "{}")
                .data()
                .text("secret_id")
                .orElseThrow();
    }

    private SecretStoreException failure(SecretStore store) {
        return catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));
    }

    @Nested
    class Token {

        @Test
        void isReadAgainWhenItsFileChanges() throws IOException {
            String first = api.newToken("login-it", "5m").text("client_token").orElseThrow();
            try (SecretStore store = open(Map.of("token", file("token", first)))) {
                assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
                api.as(first).write("auth/token/revoke-self", Map.of());
                assertThat(failure(store).kind()).isEqualTo(Kind.DENIED);

                String second =
                        api.newToken("login-it", "5m").text("client_token").orElseThrow();
                file("token", second);
                await().atMost(VaultServer.TIMEOUT)
                        .ignoreExceptions()
                        .until(() -> Stores.field(store, PATH, "a").equals("v"));
            }
        }

        @Test
        void isNeverRevokedByUs() throws IOException {
            String token = api.newToken("login-it", "5m").text("client_token").orElseThrow();
            try (SecretStore store = open(Map.of("token", file("token", token)))) {
                Stores.read(store, PATH);
            }
            assertThat(api.as(token).read("auth/token/lookup-self").status()).isEqualTo(200);
        }

        @Test
        void isRenewed() throws IOException {
            String token = api.newToken("login-it", "3s").text("client_token").orElseThrow();
            try (SecretStore store = open(Map.of("token", file("token", token)))) {
                Stores.read(store, PATH);
                await().during(Duration.ofSeconds(5))
                        .atMost(VaultServer.TIMEOUT)
                        .until(() ->
                                api.as(token).read("auth/token/lookup-self").status() == 200);
            }
        }

        @Test
        void thatMayNotLookAtItselfIsUsedAllTheSame() throws IOException {
            String token = api.writeJson(
                            "auth/token/create",
                            "{\"policies\": [\"login-it\"], \"no_default_policy\": true, \"no_parent\": true}")
                    .auth()
                    .text("client_token")
                    .orElseThrow();
            try (SecretStore store = open(Map.of("token", file("token", token)))) {
                assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
            }
        }
    }

    @Nested
    class AppRole {

        @Test
        void logsInWithASecretIdFromAFileAndRevokesItsTokenAtClose() throws IOException {
            Map<String, Object> login =
                    Map.of("app-role", Map.of("role-id", roleId("it"), "secret-id", file("sid", secretId("it"))));
            int before = tokens();
            try (SecretStore store = open(login)) {
                assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
                assertThat(tokens()).isEqualTo(before + 1);
            }
            assertThat(tokens()).isEqualTo(before);
        }

        private int tokens() {
            return api.call("LIST", "auth/token/accessors", "")
                    .data()
                    .texts("keys")
                    .size();
        }

        @Test
        void opensAWrappedSecretIdOnceAndKeepsIt() throws IOException {
            String wrapping = wrap("auth/approle/role/short/secret-id");
            Map<String, Object> login = Map.of(
                    "app-role", Map.of("role-id", roleId("short"), "wrapped-secret-id", file("wrapped", wrapping)));
            try (SecretStore store = open(login)) {
                assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
                // past the longest time of the first login: the second one uses the secret id that was kept
                await().during(Duration.ofSeconds(9))
                        .atMost(VaultServer.TIMEOUT.multipliedBy(2))
                        .until(() -> Stores.field(store, PATH, "a").equals("v"));
            }
        }

        private String wrap(String path) {
            try {
                var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(api.address() + "/v1/" + path))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                        .header("X-Vault-Token", VaultServer.ROOT)
                        .header("X-Vault-Wrap-TTL", "60s")
                        .build();
                String body = java.net.http.HttpClient.newHttpClient()
                        .send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                        .body();
                return new VaultApi.Reply(200, body)
                        .json()
                        .object("wrap_info")
                        .text("token")
                        .orElseThrow();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void refusesAWrappingThatSomebodyElseMade() throws IOException {
            String swapped = wrap("sys/wrapping/wrap");
            Map<String, Object> login =
                    Map.of("app-role", Map.of("role-id", roleId("it"), "wrapped-secret-id", file("wrapped", swapped)));
            try (SecretStore store = open(login)) {
                SecretStoreException failure = failure(store);
                assertThat(failure.kind()).isEqualTo(Kind.DENIED);
                assertThat(failure)
                        .hasMessageContaining("may have been swapped")
                        .hasMessageNotContaining(swapped);
            }
        }

        @Test
        void refusesAWrappingThatWasUsed() throws IOException {
            String wrapping = wrap("auth/approle/role/it/secret-id");
            api.as(wrapping).write("sys/wrapping/unwrap", Map.of());
            Map<String, Object> login =
                    Map.of("app-role", Map.of("role-id", roleId("it"), "wrapped-secret-id", file("wrapped", wrapping)));
            try (SecretStore store = open(login)) {
                assertThat(failure(store)).hasMessageContaining("used already");
            }
        }

        @Test
        void saysThatACredentialIsWrong() throws IOException {
            Map<String, Object> login =
                    Map.of("app-role", Map.of("role-id", roleId("it"), "secret-id", file("sid", "wrong")));
            try (SecretStore store = open(login)) {
                SecretStoreException failure = failure(store);
                assertThat(failure.kind()).isEqualTo(Kind.DENIED);
                assertThat(failure).hasMessageContaining("invalid role or secret ID");
            }
        }

        @Test
        void staysLoggedInPastTheLongestTimeOfAToken() throws IOException {
            Map<String, Object> login =
                    Map.of("app-role", Map.of("role-id", roleId("short"), "secret-id", file("sid", secretId("short"))));
            try (SecretStore store = open(login)) {
                await().during(Duration.ofSeconds(10))
                        .atMost(VaultServer.TIMEOUT.multipliedBy(2))
                        .until(() -> Stores.field(store, PATH, "a").equals("v"));
            }
        }
    }

    @Nested
    class Jwt {

        @Test
        void logsInWithATokenFromAFile() throws IOException {
            try (SecretStore store =
                    open(Map.of("jwt", Map.of("mount", "jwt-it", "role", "it", "token", file("jwt", jwt()))))) {
                assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
            }
        }

        @Test
        void logsInAsAKubernetesServiceAccount() throws IOException {
            try (SecretStore store = open(Map.of("kubernetes", Map.of("role", "it", "token", file("sa", jwt()))))) {
                assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
            }
        }

        @Test
        void saysThatVaultDoesNotAcceptTheAudience() throws IOException {
            String other = JWT.sign(Map.of("sub", "tester", "aud", "other"), Duration.ofMinutes(5));
            try (SecretStore store =
                    open(Map.of("jwt", Map.of("mount", "jwt-it", "role", "it", "token", file("jwt", other))))) {
                SecretStoreException failure = failure(store);
                assertThat(failure.kind()).isEqualTo(Kind.DENIED);
                assertThat(failure).hasMessageContaining("audience").hasMessageNotContaining(other);
            }
        }

        @Test
        void saysThatTheMethodIsNotThere() throws IOException {
            try (SecretStore store =
                    open(Map.of("jwt", Map.of("mount", "nowhere", "role", "it", "token", file("jwt", jwt()))))) {
                assertThat(failure(store).kind()).isIn(Kind.MISCONFIGURED, Kind.DENIED);
            }
        }
    }

    @Nested
    class Step {

        private Caller caller(Duration left) {
            return Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP)
                    .token(SecretValue.of(jwt()), Instant.now().plus(left))
                    .build();
        }

        @Test
        void getsATokenThatLastsNoLongerThanTheStepAndAMargin() {
            try (SecretStore store = open(Map.of("step", Map.of("mount", "jwt-it", "role", "it")))) {
                Stores.read(store, caller(Duration.ofSeconds(30)), Duration.ofSeconds(10), PATH);

                long longest = api.call("LIST", "auth/token/accessors", "").data().texts("keys").stream()
                        .map(accessor -> api.write("auth/token/lookup-accessor", Map.of("accessor", accessor))
                                .data())
                        .filter(token -> token.text("path").equals(java.util.Optional.of("auth/jwt-it/login")))
                        .filter(token -> token.object("meta").text("role").isPresent())
                        .mapToLong(token -> token.count("ttl"))
                        .min()
                        .orElseThrow();
                assertThat(longest).isBetween(1L, 90L); // the role gives ten minutes
            }
        }
    }

    @Nested
    class ARevokedToken {

        @Test
        void isReplacedByOneLoginForTwoHundredThreads() throws Exception {
            String role = "storm";
            api.write("auth/approle/role/" + role, Map.of("token_policies", "login-it", "token_ttl", "10m"));
            FakeVault counting = FakeVault.start(new Forwarding(api.address()));
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("address", counting.address().toString());
            settings.put(
                    "login",
                    Map.of("app-role", Map.of("role-id", roleId(role), "secret-id", file("s", secretId(role)))));
            ExecutorService threads = Executors.newFixedThreadPool(200);
            try (counting;
                    SecretStore store = Stores.open(settings, folder)) {
                Stores.read(store, PATH);
                String token = counting.requests().stream()
                        .map(FakeVault.Request::token)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElseThrow();
                api.as(token).write("auth/token/revoke-self", Map.of());

                for (Future<String> read : IntStream.range(0, 200)
                        .mapToObj(i -> threads.submit(() -> Stores.field(store, PATH, "a")))
                        .toList()) {
                    assertThat(read.get()).isEqualTo("v");
                }
                assertThat(counting.count("auth/approle/login")).isEqualTo(2);
                assertThat(counting.count("secret/data")).isLessThanOrEqualTo(1 + 2 * 200);
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
