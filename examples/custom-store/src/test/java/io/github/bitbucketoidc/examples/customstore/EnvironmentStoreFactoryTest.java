package io.github.bitbucketoidc.examples.customstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentStoreFactoryTest {

    @Test
    void isFoundAndOpens() {
        SecretStores stores = SecretStores.discover();
        assertThat(stores.types()).contains("environment");
        try (SecretStore store = stores.open("environment", StoreConfig.of(Map.of("prefix", "APP_")))) {
            assertThat(store.sharing()).isEqualTo(SecretStore.Sharing.SHARED);
        }
    }

    @Test
    void namesEverythingThatIsWrongWithItsSettings() {
        assertThatThrownBy(() -> SecretStores.discover().open("environment", StoreConfig.of(Map.of("prefx", "APP_"))))
                .hasMessage("prefix: is missing (add prefix: ...); prefx: is not a known key (did you mean 'prefix'?)");
    }
}
