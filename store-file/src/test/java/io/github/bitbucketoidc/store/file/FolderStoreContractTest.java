package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.testkit.store.SecretStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreContractTest extends SecretStoreContract {

    @TempDir
    Path folder;

    @Override
    protected SecretStore open() throws IOException {
        Fixture.write(folder.resolve("npm/token"), "correct horse\n");
        Fixture.write(folder.resolve("cerbos/hub/client_id"), "battery staple");
        Fixture.write(folder.resolve("cerbos/hub/client_secret"), "tr0ub4dor & 3 \u00e9");
        Fixture.write(folder.resolve("latin"), "caf\u00e9 in latin".getBytes(StandardCharsets.ISO_8859_1));
        Fixture.mode(Fixture.write(folder.resolve("open"), "open to others"), "rw-r--r--");
        return Fixture.open(folder);
    }

    @Override
    protected Map<SecretId, Secret> contents() {
        return Map.of(
                SecretId.of("npm/token"), Secret.ofText(SecretValue.of("correct horse\n")),
                SecretId.of("cerbos/hub"),
                        Secret.ofFields(Map.of(
                                "client_id", SecretValue.of("battery staple"),
                                "client_secret", SecretValue.of("tr0ub4dor & 3 \u00e9"))));
    }

    @Override
    protected Set<SecretId> absent() {
        return Set.of(SecretId.of("npm/token/below-a-file"), SecretId.of("cerbos/none"), SecretId.of("npm/..data"));
    }

    @Override
    protected Map<SecretId, SecretStoreException.Kind> failing() {
        return Map.of(
                SecretId.of("latin"), SecretStoreException.Kind.MALFORMED,
                SecretId.of("open"), SecretStoreException.Kind.MISCONFIGURED);
    }

    @Override
    protected Set<String> canaries() {
        return Set.of(" in latin", "open to others");
    }
}
