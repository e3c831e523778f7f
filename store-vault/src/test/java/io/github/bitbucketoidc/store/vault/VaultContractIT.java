package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.testkit.store.SecretStoreContract;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@NeedsVault
class VaultContractIT extends SecretStoreContract {

    private static FakeVault silent;

    @BeforeAll
    static void fill() {
        VaultApi api = VaultServer.shared().api();
        api.putSecret("contract/hub", "{\"client_id\": \"battery staple\", \"client_secret\": \"first horse\"}");
        api.putSecret("contract/hub", "{\"client_id\": \"battery staple\", \"client_secret\": \"correct horse\"}");
        api.putSecret("contract/npm", "{\"token\": \"tr0ub4dor & 3 \\u00e9\"}");
        silent = FakeVault.start(request -> FakeAnswer.late(3_600_000, FakeAnswer.closed()));
    }

    @AfterAll
    static void stop() {
        silent.close();
    }

    private static Secret fields(Map<String, String> texts) {
        return Secret.ofFields(texts.entrySet().stream()
                .collect(
                        java.util.stream.Collectors.toMap(Map.Entry::getKey, text -> SecretValue.of(text.getValue()))));
    }

    @Override
    protected SecretStore open() {
        return Stores.open(VaultServer.shared().address(), VaultServer.ROOT);
    }

    @Override
    protected Map<SecretId, Secret> contents() {
        return Map.of(
                SecretId.of("secret/contract/hub"),
                        fields(Map.of("client_id", "battery staple", "client_secret", "correct horse"))
                                .withVersion("2"),
                SecretId.of("secret/contract/npm"),
                        fields(Map.of("token", "tr0ub4dor & 3 \u00e9")).withVersion("1"));
    }

    @Override
    protected Set<SecretId> absent() {
        return Set.of(SecretId.of("secret/contract/no-such-secret"), SecretId.of("secret/contract/hub", "9"));
    }

    @Override
    protected Map<SecretId, Secret> versions() {
        return Map.of(
                SecretId.of("secret/contract/hub", "1"),
                fields(Map.of("client_id", "battery staple", "client_secret", "first horse"))
                        .withVersion("1"));
    }

    @Override
    protected Map<SecretId, SecretStoreException.Kind> failing() {
        return Map.of(
                SecretId.of("no-such-mount/x"), SecretStoreException.Kind.MISCONFIGURED,
                SecretId.of("sys/health"), SecretStoreException.Kind.MISCONFIGURED,
                SecretId.of("secret/contract/hub", "newest"), SecretStoreException.Kind.MISCONFIGURED);
    }

    @Override
    protected Optional<SecretStore> openHanging() {
        return Optional.of(Stores.open(silent.address(), "the-token"));
    }
}
