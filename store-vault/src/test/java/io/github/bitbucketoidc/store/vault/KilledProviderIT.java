package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was promised of a lease holds though the provider that got it is killed in the next moment. */
@NeedsVault
class KilledProviderIT {

    private static VaultApi api;

    @BeforeAll
    static void prepare() {
        api = VaultServer.shared().api();
        api.mount("killed-ssh", "ssh", "");
        api.write("killed-ssh/roles/otp", Map.of("key_type", "otp", "default_user", "u", "cidr_list", "10.0.0.0/8"));
        api.policy("killed", "path \"killed-ssh/creds/otp\" { capabilities = [\"update\"] }");
        api.enableAuth("killed", "approle");
    }

    private static String roleId(String ttl, String maxTtl) {
        api.write(
                "auth/killed/role/ci",
                Map.of(
                        "token_policies", "killed",
                        "token_ttl", ttl,
                        "token_max_ttl", maxTtl,
                        "bind_secret_id", "false",
                        "token_bound_cidrs", "127.0.0.0/8"));
        return api.read("auth/killed/role/ci/role-id").data().text("role_id").orElseThrow();
    }

    /** The login lasts for five seconds if nobody renews it: with room for more, and with none. */
    @ParameterizedTest
    @CsvSource({"5s, 1h, 55, 61", "5s, 8s, 0, 8"})
    void leavesLeasesThatRunAsLongAsWasPromised(String ttl, String maxTtl, long atLeast, long atMost) throws Exception {
        Process provider = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LeaseProgram.class.getName(),
                        VaultServer.shared().address().toString(),
                        roleId(ttl, maxTtl))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String[] said;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(provider.getInputStream(), StandardCharsets.UTF_8))) {
            said = lines.readLine().split(" ", 2);
        } finally {
            provider.destroyForcibly().waitFor();
        }
        Instant promised = Instant.ofEpochMilli(Long.parseLong(said[1]));

        assertThat(Duration.between(Instant.now(), promised).toSeconds()).isLessThanOrEqualTo(atMost);
        Instant watched = promised.isBefore(Instant.now().plusSeconds(12))
                ? promised
                : Instant.now().plusSeconds(12);
        while (Instant.now().isBefore(watched.minusMillis(1500))) {
            assertThat(isRunning(said[0]))
                    .as("%s before %s", Instant.now(), promised)
                    .isTrue();
            Thread.sleep(200);
        }
        if (atLeast > 0) {
            assertThat(Duration.between(Instant.now(), promised)).isPositive();
            assertThat(isRunning(said[0])).isTrue(); // twice as long as its login had
        }
    }

    private static boolean isRunning(String lease) {
        return api.call("POST", "sys/leases/lookup", "{\"lease_id\": \"" + lease + "\"}")
                        .status()
                == 200;
    }
}
