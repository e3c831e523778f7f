package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.testkit.store.SecretStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest extends SecretStoreContract {

    @TempDir
    Path folder;

    @Override
    protected SecretStore open() throws IOException {
        return Fixture.open(Fixture.write(folder.resolve("secrets.yaml"), """
                npm/token: correct horse
                cerbos/hub:
                  client_id: battery staple
                  client_secret: "tr0ub4dor & 3 \\u00e9"
                """));
    }

    @Override
    protected Map<SecretId, Secret> contents() {
        return Map.of(
                SecretId.of("npm/token"), Secret.ofText(SecretValue.of("correct horse")),
                SecretId.of("cerbos/hub"),
                        Secret.ofFields(Map.of(
                                "client_id", SecretValue.of("battery staple"),
                                "client_secret", SecretValue.of("tr0ub4dor & 3 \u00e9"))));
    }
}
