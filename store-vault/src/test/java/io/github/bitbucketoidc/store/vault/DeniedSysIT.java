package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A login whose policies deny {@code sys/*}, so that it is not told what is mounted. */
@NeedsVault
class DeniedSysIT {

    private static VaultApi api;

    @BeforeAll
    static void prepare() {
        api = VaultServer.shared().api();
        api.putSecret("denied-sys", "{\"a\": \"v\"}");
        api.policy("denied-sys", """
                path "secret/data/denied-sys" { capabilities = ["read"] }
                path "sys/*" { capabilities = ["deny"] }
                """);
    }

    private static SecretStore open(Map<String, ?> more) {
        String token = api.newToken("denied-sys", "1h").text("client_token").orElseThrow();
        return Stores.open(Stores.settings(VaultServer.shared().address(), token, more));
    }

    @Test
    void readsWhenTheEngineIsNamed() {
        try (SecretStore store = open(Map.of("mounts", Map.of("secret", "kv-2")))) {
            assertThat(Stores.field(store, "secret/denied-sys", "a")).isEqualTo("v");
        }
    }

    @Test
    void isToldOfTheSettingWhenVaultDoesNotShowTheEngine() {
        try (SecretStore store = open(Map.of())) {
            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "nowhere/x"));

            assertThat(failure).hasMessageContaining("fix:").hasMessageContaining("mounts: { nowhere: kv-2 }");
        }
    }
}
