package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.bitbucketoidc.leaks.Canary;
import io.github.bitbucketoidc.leaks.LeakHunt;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What reading from a real Vault leaves in logs (H11). */
@NeedsVault
class RealLeakIT {

    private static final String VALUE = "v4lu3-of-a-real-vault-0badf00d";

    @Row("H11")
    @Test
    void h11NoTokenAndNoSecretIsLoggedAtAnyLevel() {
        VaultApi api = VaultServer.shared().api();
        api.putSecret("leak", "{\"a\": \"" + VALUE + "\"}");
        api.policy("leak", "path \"secret/data/leak\" { capabilities = [\"read\"] }");
        String token = api.newToken("leak", "1h").text("client_token").orElseThrow();
        try (LeakHunt hunt = new LeakHunt();
                SecretStore store = Stores.open(Stores.settings(
                        VaultServer.shared().address(), token, Map.of("mounts", Map.of("secret", "kv-2"))))) {
            assertThat(Stores.field(store, "secret/leak", "a")).isEqualTo(VALUE);
            hunt.look(Stores.read(store, "secret/leak").toString());
            hunt.look(catchThrowable(() -> Stores.read(store, "secret/forbidden")));
            hunt.look(catchThrowable(() -> Stores.read(store, "elsewhere/leak")));
            hunt.look(store.health().toString()).look(store.toString());

            assertThat(hunt.everything()).anyMatch(line -> line.contains("SecretStoreException"));
            assertThat(hunt.leaks(List.of(new Canary(VALUE), new Canary(token))))
                    .isEmpty();
        }
    }
}
