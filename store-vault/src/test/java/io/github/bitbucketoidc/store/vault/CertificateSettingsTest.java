package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.store.StoreConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of certificates must hold. */
class CertificateSettingsTest {

    @TempDir
    private Path folder;

    private void refuses(String key, String value, String message) {
        Map<String, Object> settings = Stores.settings("https://vault.example:8200", "token", Map.of(key, value));
        assertThatThrownBy(() -> Stores.open(settings, folder).close())
                .isInstanceOfSatisfying(
                        StoreConfigException.class,
                        refusal -> assertThat(refusal.problems()).anySatisfy(problem -> {
                            assertThat(problem.keyPath()).isEqualTo(key);
                            assertThat(problem.message()).contains(message);
                        }));
    }

    @Test
    void refusesFilesThatHoldNone() throws IOException {
        Files.writeString(folder.resolve("text"), "not a certificate");
        refuses("ca", "text", "certificate");
        refuses("ca", "nowhere", "cannot be read");
        Files.writeString(folder.resolve("empty"), "");
        refuses("ca", "empty", "no certificate");
    }

    @Test
    void refusesACertificateWithoutItsKey() {
        refuses("client-cert", "cert.pem", "belong together");
    }
}
