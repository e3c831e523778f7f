package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.nio.file.Path;
import java.time.Duration;
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
                    new LinkedHashMap<>(Stores.settings(server.address(), VaultServer.ROOT, Map.of("time-out", "30s")));
            try (SecretStore store = Stores.open(settings, folder)) {
                SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> read(store));
                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failure).hasMessageContaining("TLS failed");
            }
            settings.put("ca", folder.resolve("vault-ca.pem").toString());
            try (SecretStore store = Stores.open(settings, folder)) {
                assertThat(read(store)).isEmpty();
            }
        }
    }

    /** With much time: the first handshake of a process loads hundreds of classes, and the machine may be busy. */
    private static Map<SecretId, Secret> read(SecretStore store) {
        return Stores.read(store, Stores.CALLER, Duration.ofMinutes(1), "secret/nobody");
    }
}
