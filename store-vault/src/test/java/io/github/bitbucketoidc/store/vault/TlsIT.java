package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Vault with TLS, and an authority that nobody knows but it. */
@NeedsVault
class TlsIT {

    @Test
    void aRealVaultIsTrustedByItsAuthorityOnly(@TempDir Path folder) {
        try (VaultServer server = VaultServer.startWithTls(folder)) {
            Map<String, Object> settings =
                    new LinkedHashMap<>(Stores.settings(server.address(), VaultServer.ROOT, Map.of()));
            try (SecretStore store = Stores.open(settings, folder)) {
                SecretStoreException failure =
                        catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, "secret/nobody"));
                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failure).hasMessageContaining("TLS failed");
            }
            settings.put("ca", folder.resolve("vault-ca.pem").toString());
            try (SecretStore store = Stores.open(settings, folder)) {
                assertThat(Stores.read(store, "secret/nobody")).isEmpty();
            }
        }
    }
}
