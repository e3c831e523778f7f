package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretStore;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.vault.authentication.SimpleSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultKeyValueOperationsSupport.KeyValueBackend;
import org.springframework.vault.core.VaultTemplate;

/** An independent client reads the same values under ordinary names. */
@NeedsVault
class SpringVaultIT {

    @ParameterizedTest
    @ValueSource(strings = {"hub", "cerbos/hub", "a-b_c.d/e", "UPPER/lower", "1/2/3", "with space"})
    void readsTheSame(String name) {
        VaultServer server = VaultServer.shared();
        server.api()
                .putSecret("spring/" + name.replace(" ", "%20"), "{\"a\": \"of " + name + "\", \"b\": \"\\u00e9\\n\"}");
        VaultTemplate spring = new VaultTemplate(
                VaultEndpoint.from(server.address()),
                new SimpleClientHttpRequestFactory(),
                new SimpleSessionManager(new TokenAuthentication(VaultServer.ROOT)));

        Map<String, Object> theirs = spring.opsForKeyValue("secret", KeyValueBackend.KV_2)
                .get("spring/" + name)
                .getRequiredData();
        try (SecretStore store = Stores.open(server.address(), VaultServer.ROOT)) {
            for (Map.Entry<String, Object> field : theirs.entrySet()) {
                assertThat(Stores.field(store, "secret/spring/" + name, field.getKey()))
                        .isEqualTo(field.getValue());
            }
        }
        assertThat(theirs).containsEntry("a", "of " + name);
    }
}
