package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStore.Sharing;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One-time passwords and certificates: what a real engine makes, and what becomes of it. */
@NeedsVault
class DynamicSecretsIT {

    private static final Map<String, Object> REQUESTS = Map.of(
            "otp", Map.of("path", "ssh/creds/otp", "write", Map.of("ip", "10.0.0.1")),
            "certificate",
                    Map.of("path", "pki/issue/web", "write", Map.of("common_name", "a.example.com", "ttl", "2s")));

    private static VaultApi api;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() {
        api = VaultServer.shared().api();
        api.mount("ssh", "ssh", "");
        api.write("ssh/roles/otp", Map.of("key_type", "otp", "default_user", "ubuntu", "cidr_list", "10.0.0.0/8"));
        api.mount("pki", "pki", "");
        api.write(
                "pki/root/generate/internal",
                Map.of("common_name", "example.com", "key_type", "ec", "key_bits", "256"));
        api.writeJson(
                "pki/roles/web",
                "{\"allowed_domains\": \"example.com\", \"allow_subdomains\": true, \"generate_lease\": true,"
                        + " \"key_type\": \"ec\", \"key_bits\": 256, \"not_before_duration\": \"1s\"}");
        api.policy("dynamic", """
                path "ssh/creds/otp" { capabilities = ["update"] }
                path "pki/issue/web" { capabilities = ["update"] }
                path "sys/leases/revoke" { capabilities = ["update"] }
                """);
        api.enableAuth("dynamic", "approle");
        api.write("auth/dynamic/role/ci", Map.of("token_policies", "dynamic", "token_ttl", "30s"));
        api.write(
                "auth/dynamic/role/batch",
                Map.of("token_policies", "dynamic", "token_ttl", "30s", "token_type", "batch"));
    }

    private SecretStore open() throws java.io.IOException {
        return open("ci");
    }

    private SecretStore open(String role) throws java.io.IOException {
        String roleId = api.read("auth/dynamic/role/" + role + "/role-id")
                .data()
                .text("role_id")
                .orElseThrow();
        String secretId = api.write("auth/dynamic/role/" + role + "/secret-id", Map.of())
                .data()
                .text("secret_id")
                .orElseThrow();
        Path file = Files.writeString(folder.resolve("secret-id"), secretId);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", VaultServer.shared().address().toString());
        settings.put(
                "login",
                Map.of(
                        "app-role",
                        Map.of("mount", "dynamic", "role-id", roleId, "secret-id", Map.of("file", "secret-id"))));
        settings.put("requests", REQUESTS);
        return Stores.open(settings, folder);
    }

    private static boolean isRunning(String lease) {
        return api.call("POST", "sys/leases/lookup", "{\"lease_id\": \"" + lease + "\"}")
                        .status()
                == 200;
    }

    @Test
    void aLeaseLastsAsLongAsItsLoginWasAskedToLastAndIsGivenBackByItsId() throws Exception {
        try (SecretStore store = open()) {
            Secret otp = Stores.read(store, "otp").get(SecretId.of("otp"));
            Lease lease = otp.lease().orElseThrow();

            assertThat(otp.fields().get("key").reveal()).isNotEmpty();
            assertThat(isRunning(lease.id())).isTrue();
            assertThat(lease.holder()).isPresent();
            // Vault reports 32 days for it; the login token had 30 s and was asked to last for the longest lease
            assertThat(lease.expires())
                    .isBetween(
                            Instant.now().plus(Duration.ofHours(23)),
                            Instant.now().plus(Duration.ofHours(24)));
            assertThat(store.sharing(SecretId.of("otp"))).isEqualTo(Sharing.CALLER);

            store.revoke(lease, Stores.CALLER);
            assertThat(isRunning(lease.id())).isFalse();
        }
    }

    @Test
    void aLeaseEndsWithTheLoginThatOwnsItIfThatCannotBeRenewed() throws Exception {
        try (SecretStore store = open("batch")) {
            Secret otp = Stores.read(store, "otp").get(SecretId.of("otp"));

            assertThat(otp.lease().orElseThrow().expires())
                    .isBefore(Instant.now().plusSeconds(31));
        }
    }

    @Test
    void eachReadMakesItsOwn() throws Exception {
        try (SecretStore store = open()) {
            assertThat(Stores.field(store, "otp", "key")).isNotEqualTo(Stores.field(store, "otp", "key"));
        }
    }

    @Test
    void whatWasMadeInVainIsGivenBackAtOnce() throws Exception {
        try (SecretStore store = open()) {
            int before = leases();
            SecretStoreException failure = catchThrowableOfType(
                    SecretStoreException.class, () -> Stores.read(store, "otp", "ssh/no-such-role"));

            assertThat(failure).isNotNull();
            await().atMost(VaultServer.TIMEOUT).until(() -> leases() <= before);
        }
    }

    private static int leases() {
        return api.call("LIST", "sys/leases/lookup/ssh/creds/otp/", "")
                .data()
                .texts("keys")
                .size();
    }

    @Test
    void aLeaseThatIsOverIsNoError() throws Exception {
        try (SecretStore store = open()) {
            Secret certificate = Stores.read(store, "certificate").get(SecretId.of("certificate"));
            Lease lease = certificate.lease().orElseThrow();
            assertThat(Duration.between(Instant.now(), lease.expires())).isLessThan(Duration.ofSeconds(4));
            await().atMost(VaultServer.TIMEOUT).until(() -> !isRunning(lease.id()));

            store.revoke(lease, Stores.CALLER);
        }
    }

    @Test
    void aLoginThatOwnsALeaseIsLeftAtCloseSoThatTheStepKeepsIt() throws Exception {
        SecretStore store = open();
        Lease lease = Stores.read(store, "otp").get(SecretId.of("otp")).lease().orElseThrow();

        store.close();

        assertThat(isRunning(lease.id())).isTrue();
        api.write("sys/leases/revoke", Map.of("lease_id", lease.id()));
    }
}
