package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code login: none} beside a real agent that logs in by itself. */
@NeedsVault
class AgentIT {

    @Test
    void anAgentOnThisMachineLogsInForUs(@TempDir Path folder) throws Exception {
        VaultApi api = VaultServer.shared().api();
        api.putSecret("by-agent", "{\"a\": \"v\"}");
        api.policy("by-agent", "path \"secret/data/by-agent\" { capabilities = [\"read\"] }");
        api.enableAuth("by-agent", "approle");
        api.write(
                "auth/by-agent/role/ci",
                Map.of("token_policies", "by-agent", "bind_secret_id", "false", "token_bound_cidrs", "127.0.0.0/8"));
        Files.writeString(
                folder.resolve("role-id"),
                api.read("auth/by-agent/role/ci/role-id").data().text("role_id").orElseThrow());
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(folder.resolve("agent.hcl"), """
                vault { address = "%s" }
                auto_auth {
                  method "approle" {
                    mount_path = "auth/by-agent"
                    config = { role_id_file_path = "%s" }
                  }
                }
                api_proxy { use_auto_auth_token = true }
                listener "tcp" {
                  address = "127.0.0.1:%d"
                  tls_disable = true
                }
                """.formatted(
                        VaultServer.shared().address(), folder.resolve("role-id"), port));
        Process agent = new ProcessBuilder(
                        NeedsVault.Condition.binary().orElseThrow().toString(), "agent", "-config=" + settings)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        try (SecretStore store = Stores.open(Map.of("address", "http://127.0.0.1:" + port, "login", "none"))) {
            await().atMost(VaultServer.TIMEOUT)
                    .ignoreExceptions()
                    .until(() -> Stores.field(store, "secret/by-agent", "a").equals("v"));

            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "secret/another"));
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        } finally {
            agent.destroyForcibly().waitFor();
        }
    }
}
