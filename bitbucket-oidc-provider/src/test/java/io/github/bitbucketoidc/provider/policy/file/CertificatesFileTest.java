package io.github.bitbucketoidc.provider.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setting {@code ca} of a workspace: field case X8. */
class CertificatesFileTest {

    @TempDir
    Path folder;

    private Policy read(String ca) {
        return PolicyFile.parse("""
                version: 1
                workspaces:
                  acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}", ca: %s }
                grants: {}
                """.formatted(ca), folder);
    }

    /** Any certificate of an authority that this JVM has. */
    private static String pem() throws Exception {
        KeyStore store = KeyStore.getInstance(
                Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                        .toFile(),
                (char[]) null);
        Certificate any = store.getCertificate(store.aliases().nextElement());
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(any.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void areThoseOfTheWorkspacesIssuer() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), pem());
        assertThat(read("ca.pem").workspaces())
                .singleElement()
                .satisfies(workspace ->
                        assertThat(workspace.certificateAuthorities()).hasSize(1));
    }

    @Test
    void refusesWhatHoldsNoneWithTheLineAndTheFix() throws IOException {
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("text.pem"), "a secret that stands in the wrong file");
        Files.writeString(folder.resolve("half.pem"), "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n");
        for (String name : new String[] {"empty.pem", "text.pem", "half.pem"}) {
            assertThatThrownBy(() -> read(name))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageContaining(":3:")
                    .hasMessageContaining("the file of `ca` holds no certificates in PEM")
                    .hasMessageNotContaining("a secret that");
        }
        for (String name : new String[] {"nowhere.pem", ".", "\"a\\0b\""}) {
            assertThatThrownBy(() -> read(name))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageContaining("the file of `ca` cannot be read");
        }
    }
}
