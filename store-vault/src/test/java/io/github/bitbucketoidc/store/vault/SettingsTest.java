package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Map<String, Object> TOKEN = Map.of("token", Map.of("env", "TOKEN"));

    @TempDir
    private Path folder;

    private final Map<String, Object> settings = new LinkedHashMap<>();

    @BeforeEach
    void begin() {
        settings.put("address", "https://vault.example:8200");
        settings.put("login", TOKEN);
        settings.put("TOKEN", "the-token");
    }

    private void opens() {
        Stores.open(settings, folder).close();
    }

    private List<StoreConfigException.Problem> problems() {
        StoreConfigException refusal = catchThrowableOfType(
                StoreConfigException.class, () -> Stores.open(settings, folder).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).doesNotContain("the-token");
        return refusal.problems();
    }

    private void refuses(String key, String message) {
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.keyPath()).isEqualTo(key);
            assertThat(problem.message() + " " + problem.hint()).contains(message);
        });
    }

    @Test
    void isFoundByItsType() {
        assertThat(SecretStores.discover().types()).contains("vault");
    }

    @Test
    void opensWithoutANetworkAndSaysNothingOfItsToken() {
        try (SecretStore store = Stores.open(settings)) {
            assertThat(store.toString()).contains("vault.example").doesNotContain("the-token");
        }
    }

    @Nested
    class Addresses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://vault.example:8200",
                    "http://10.0.0.1",
                    "http://127.0.0.1.evil.example",
                    "http://localhost.evil.example",
                    "ftp://vault.example",
                    "https://vault.example/prefix",
                    "https://vault.example?x=1",
                    "https://vault.example#x",
                    "https:///nohost"
                })
        void refuses(String address) {
            settings.put("address", address);

            SettingsTest.this.refuses("address", "");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"http://localhost:8200", "http://127.0.0.1:1", "http://[::1]:8200", "HTTPS://v.example/"})
        void accepts(String address) {
            settings.put("address", address);

            opens();
        }

        @Test
        void acceptsPlainHttpWhenThatIsWritten() {
            settings.put("address", "http://vault.example:8200");
            settings.put("insecure", true);

            opens();
        }

        @Test
        void refusesNoneAndBothSpellingsAndTwins() {
            settings.put("addresses", List.of("https://a.example", "https://a.example/"));
            SettingsTest.this.refuses("address", "either");
            settings.remove("address");
            SettingsTest.this.refuses("addresses", "twice");
            settings.remove("addresses");
            SettingsTest.this.refuses("address", "either");
        }

        @Test
        void refusesAListWithSomethingElse() {
            settings.remove("address");
            settings.put("addresses", List.of("https://a.example", "not an address"));

            SettingsTest.this.refuses("addresses", "no address");
        }
    }

    @Nested
    class Login {

        @Test
        void refusesNone() {
            settings.remove("login");

            refuses("login", "is missing");
        }

        @Test
        void refusesAnEmptyOne() {
            settings.put("login", Map.of());

            refuses("login", "no way");
        }

        @Test
        void refusesTwo() {
            settings.put("login", Map.of("token", Map.of("env", "TOKEN"), "step", Map.of("role", "r")));

            refuses("login", "several ways: token, step");
        }

        @Test
        void refusesAnUnknownOne() {
            settings.put("login", Map.of("tokken", Map.of("env", "TOKEN")));

            refuses("login.tokken", "token");
        }

        @Test
        void refusesATokenThatStandsThere() {
            settings.put("login", Map.of("token", "hvs.abc"));

            refuses("login.token", "must not stand");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "the-token and more", "the-token\nX-Header: y"})
        void refusesATokenThatIsNone(String token) {
            settings.put("TOKEN", token);

            assertThat(problems())
                    .anySatisfy(problem -> assertThat(problem.keyPath()).isEqualTo("login.token"));
        }

        @Test
        void refusesAFileThatIsNotThere() {
            settings.put("login", Map.of("token", Map.of("file", "nowhere")));

            refuses("login.token", "");
        }

        @Test
        void refusesAnEmptyFile() throws IOException {
            Files.writeString(folder.resolve("empty"), "\n");
            settings.put("login", Map.of("app-role", Map.of("role-id", "r", "secret-id", Map.of("file", "empty"))));

            refuses("login.app-role.secret-id", "empty");
        }

        @Test
        void refusesAnAppRoleWithTwoSecretIds() {
            Map<String, Object> source = Map.of("env", "TOKEN");
            settings.put(
                    "login",
                    Map.of("app-role", Map.of("role-id", "r", "secret-id", source, "wrapped-secret-id", source)));

            refuses("login.app-role.secret-id", "stands beside");
        }

        @Test
        void refusesAnAppRoleWithoutARoleId() {
            settings.put("login", Map.of("app-role", Map.of("secret-id", Map.of("env", "TOKEN"))));

            refuses("login.app-role.role-id", "missing");
        }

        @Test
        void refusesAJwtWithoutAToken() {
            settings.put("login", Map.of("jwt", Map.of("role", "r")));

            refuses("login.jwt.token", "missing");
        }

        @Test
        void refusesAMountThatIsNoPath() {
            settings.put("login", Map.of("kubernetes", Map.of("role", "r", "mount", "../sys")));

            refuses("login.kubernetes.mount", "..");
        }

        @Test
        void acceptsAKubernetesLoginOutsideOfKubernetesBecauseItsFileComesLater() {
            settings.put("login", Map.of("kubernetes", Map.of("role", "r")));

            opens();
        }
    }

    @Nested
    class StepLogin {

        private void step(Map<String, ?> step) {
            settings.put("login", Map.of("step", step));
        }

        @Test
        void takesARoleOrATemplateOrAMap() {
            step(Map.of("role", "deploy"));
            opens();
            step(Map.of("role", "bb-{workspace}-{repository}-{environment}", "mount", "team/jwt"));
            opens();
            step(Map.of("roles", Map.of("{" + Stores.REPOSITORY + "}", "a", Stores.STEP.toString(), "b")));
            opens();
        }

        @Test
        void asksForTheCallersTokenAndSharesNothing() {
            step(Map.of("role", "deploy"));
            try (SecretStore store = Stores.open(settings)) {
                assertThat(store.needsCallerToken()).isTrue();
                assertThat(store.sharing()).isEqualTo(SecretStore.Sharing.CALLER);
                assertThat(store.sharing(Stores.id("secret/x"))).isEqualTo(SecretStore.Sharing.CALLER);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"{branch}", "{repository", "repository}", "{{repository}}", "{}"})
        void refusesATemplateOfAnythingElse(String role) {
            step(Map.of("role", role));

            refuses("login.step.role", "known are");
        }

        @Test
        void refusesBothAndNeither() {
            step(Map.of("role", "a", "roles", Map.of(Stores.STEP.toString(), "b")));
            refuses("login.step.role", "either");
            step(Map.of("mount", "jwt"));
            refuses("login.step.role", "either");
        }

        @Test
        void refusesAMapWhoseKeysAreNoUuids() {
            step(Map.of("roles", Map.of("payments", "a")));
            refuses("login.step.roles.payments", "UUID");
            step(Map.of("roles", Map.of(Stores.STEP.toString(), "a", "{" + Stores.STEP + "}", "b")));
            assertThat(problems())
                    .anySatisfy(problem -> assertThat(problem.message()).contains("twice"));
        }
    }

    @Nested
    class Others {

        @Test
        void refusesAnUnknownSetting() {
            settings.put("adress", "x");

            refuses("adress", "did you mean 'address'");
        }

        @Test
        void refusesAMountOfAnUnknownEngine() {
            settings.put("mounts", Map.of("secret", "kv2"));

            refuses("mounts.secret", "kv-2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a", "a//b", "a/../b", "sys", "auth/x"})
        void refusesAMountThatIsNoPath(String mount) {
            settings.put("mounts", Map.of(mount, "kv-1"));

            refuses("mounts", "");
        }

        @Test
        void refusesARequestThatIsNone() {
            settings.put(
                    "requests",
                    Map.of(
                            "otp", Map.of("write", Map.of("ip", 7L)),
                            "own", Map.of("path", "sys/raw/x", "as", "number")));

            assertThat(problems())
                    .extracting(StoreConfigException.Problem::keyPath)
                    .contains("requests.otp.path", "requests.otp.write.ip", "requests.own.as", "requests");
        }

        @Test
        void refusesOtherConversionsThanText() {
            settings.put("as", "json");

            refuses("as", "must be text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1ms", "31s", "5"})
        void refusesATimeOutOutOfRange(String timeOut) {
            settings.put("time-out", timeOut);

            refuses("time-out", "");
        }

        @ParameterizedTest
        @CsvSource({"50, 50", "1000, 1000", "3000, 2000", "5000, 2500", "30000, 15000"})
        void connectingTakesHalfOfTheTimeOrTwoSeconds(long timeOut, long connect) {
            assertThat(VaultStoreFactory.connectTimeOut(Duration.ofMillis(timeOut)))
                    .isEqualTo(Duration.ofMillis(connect));
        }

        @Test
        void refusesANamespaceThatIsNoPath() {
            settings.put("namespace", "a//b");
            refuses("namespace", "");
            settings.put("namespace", "t\u00e4am");
            refuses("namespace", "ASCII");
        }

        @Test
        void namesEveryProblemAtOnce() {
            settings.put("address", "http://vault.example");
            settings.put("login", Map.of());
            settings.put("mount", "x");

            assertThat(problems()).hasSize(3);
        }
    }

    @Nested
    class Certificates {

        @Test
        void refusesFilesThatHoldNone() throws IOException {
            Files.writeString(folder.resolve("text"), "not a certificate");
            settings.put("ca", "text");
            refuses("ca", "certificate");
            settings.put("ca", "nowhere");
            refuses("ca", "cannot be read");
            Files.writeString(folder.resolve("empty"), "");
            settings.put("ca", "empty");
            refuses("ca", "no certificate");
        }

        @Test
        void refusesACertificateWithoutItsKey() {
            settings.put("client-cert", "cert.pem");

            refuses("client-cert", "belong together");
        }
    }
}
