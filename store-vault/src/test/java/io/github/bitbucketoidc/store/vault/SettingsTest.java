package io.github.bitbucketoidc.store.vault;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
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
import java.util.Set;
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
                    "https://vault_server:8200",
                    "https://user@vault.example",
                    "https://user:password@vault.example",
                    "https://vault.example:0",
                    "https://vault.example:65536",
                    "https://vault.example:",
                    "https://[fe80::1%25eth0]:8200",
                    "http://vault_server:8200",
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
                strings = {
                    "http://localhost:8200",
                    "http://LOCALHOST:8200",
                    "http://127.0.0.1:1",
                    "http://[::1]:8200",
                    "https://[2001:db8::1]:8200",
                    "https://vault",
                    "https://vault-1.example.",
                    "HTTPS://v.example/"
                })
        void accepts(String address) {
            settings.put("address", address);

            opens();
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://vault.example:8200", "http://vault_server:8200", "http://my_vault"})
        void acceptsPlainHttpWhenThatIsWritten(String address) {
            settings.put("address", address);
            settings.put("insecure", true);

            opens();
        }

        @ParameterizedTest
        @CsvSource({
            "https://vault_server:8200, a `_`",
            "https://vault.example/prefix, a path",
            "ftp://vault.example, neither https nor http",
            "https://vault.example?x=1, a query",
            "https://user:password@vault.example, user name",
            "https://vault:port, is none"
        })
        void saysWhatOfAnAddressIsWrong(String address, String why) {
            settings.put("address", address);

            SettingsTest.this.refuses("address", why);
            assertThat(problems().toString()).doesNotContain("password@");
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

        @ParameterizedTest
        @ValueSource(strings = {"http://127.0.0.1:8100", "http://localhost:8100", "http://[::1]:8100"})
        void needsNoneForAnAgentOnThisMachine(String address) {
            settings.put("address", address);
            settings.put("login", "none");

            opens();
        }

        @Test
        void needsOneForAnotherMachine() {
            settings.put("login", "none");
            refuses("login", "not on this machine");
            settings.remove("address");
            settings.put("addresses", List.of("http://127.0.0.1:8100", "https://vault.example"));
            refuses("login", "not on this machine");
            settings.put("login", "nobody");
            refuses("login", "must be a map, or none");
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
            Files.createFile(folder.resolve("empty"), asFileAttribute(Set.of(OWNER_READ)));
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

        @ParameterizedTest
        @ValueSource(strings = {"59s", "31d"})
        void refusesALongestLeaseOutOfRange(String longest) {
            settings.put("longest-lease", longest);

            refuses("longest-lease", "from 1m to 30d");
        }

        @Test
        void allowsDataPathsOnly() {
            settings.put("allow", List.of("data-paths"));

            refuses("allow", "[data-path]");
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
}
