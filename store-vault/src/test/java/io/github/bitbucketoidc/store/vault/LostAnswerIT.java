package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real Vault makes a lease, and its answer is lost on the way. */
@NeedsVault
class LostAnswerIT {

    @Test
    void aLeaseThatNobodyKnowsEndsSoonAndIsToldOnce() {
        VaultApi api = VaultServer.shared().api();
        api.mount("lost-ssh", "ssh", "");
        api.write("lost-ssh/roles/otp", Map.of("key_type", "otp", "default_user", "u", "cidr_list", "10.0.0.0/8"));
        api.policy("lost", "path \"lost-ssh/creds/otp\" { capabilities = [\"update\"] }");
        api.enableAuth("lost", "approle");
        api.write(
                "auth/lost/role/ci",
                Map.of("token_policies", "lost", "bind_secret_id", "false", "token_bound_cidrs", "127.0.0.0/8"));
        String roleId =
                api.read("auth/lost/role/ci/role-id").data().text("role_id").orElseThrow();
        Forwarding vault = new Forwarding(VaultServer.shared().address());
        FakeVault.Behaviour losing = request -> {
            FakeAnswer answer = vault.answer(request);
            return request.path().equals("lost-ssh/creds/otp") ? FakeAnswer.closed() : answer;
        };
        try (CapturedLog log = new CapturedLog();
                FakeVault between = FakeVault.start(losing);
                SecretStore store = Stores.open(Map.of(
                        "address", between.address().toString(),
                        "login", Map.of("app-role", Map.of("mount", "lost", "role-id", roleId)),
                        "requests",
                                Map.of(
                                        "otp",
                                        Map.of("path", "lost-ssh/creds/otp", "write", Map.of("ip", "10.0.0.1")))))) {
            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "otp"));

            assertThat(failure).isNotNull();
            assertThat(between.count("lost-ssh/creds/otp")).isEqualTo(1);
            assertThat(log.ofLostAnswers()).hasSize(1);
            assertThat(log.ofLostAnswers().get(0)).contains("mount lost-ssh", "role otp");
            await().atMost(VaultServer.TIMEOUT).until(() -> leases(api) == 0);
        }
    }

    private static int leases(VaultApi api) {
        return api.call("LIST", "sys/leases/lookup/lost-ssh/creds/otp/", "")
                .data()
                .texts("keys")
                .size();
    }
}
