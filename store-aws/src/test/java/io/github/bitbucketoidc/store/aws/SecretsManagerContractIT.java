package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.testkit.store.SecretStoreContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.core.SdkBytes;

@NeedsMoto
class SecretsManagerContractIT extends SecretStoreContract {

    private static final byte[] BINARY = "binary canary".getBytes(StandardCharsets.UTF_8);

    private ServerSocket silent;

    @Override
    protected SecretStore open() throws IOException {
        Moto moto = Moto.started();
        moto.reset();
        moto.create("ci/db/main", json("correct horse"));
        moto.create("ci/npm", json("first value"));
        moto.secrets().putSecretValue(put -> put.secretId("ci/npm").secretString(json("battery staple")));
        moto.secrets().createSecret(put -> put.name("ci/binary").secretBinary(SdkBytes.fromByteArray(BINARY)));
        return Stores.open("aws-secrets-manager", Stores.at(moto.address(), "prefix", "ci/"));
    }

    @Override
    protected Map<SecretId, Secret> contents() {
        return Map.of(
                SecretId.of("db/main"), secret("correct horse"),
                SecretId.of("npm"), secret("battery staple"));
    }

    private static String json(String value) {
        return "{\"value\":\"" + value + "\"}";
    }

    private static Secret secret(String value) {
        return Secret.ofText(SecretValue.of(json(value)), whole -> Map.of("value", SecretValue.of(value)));
    }

    @Override
    protected Map<SecretId, Secret> versions() {
        return Map.of(
                SecretId.of("npm", "AWSPREVIOUS"), secret("first value"),
                SecretId.of("npm", "AWSCURRENT"), secret("battery staple"));
    }

    @Override
    protected Map<SecretId, SecretStoreException.Kind> failing() {
        return Map.of(
                SecretId.of("binary"), SecretStoreException.Kind.MALFORMED,
                SecretId.of("no:name"), SecretStoreException.Kind.MISCONFIGURED);
    }

    @Override
    protected Set<String> canaries() {
        return Set.of("binary canary", "secret-of-the-tests");
    }

    @Override
    protected Optional<SecretStore> openHanging() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
        return Optional.of(Stores.open("aws-secrets-manager", Stores.at(address)));
    }

    @AfterEach
    void closeSilent() throws IOException {
        if (silent != null) {
            silent.close();
        }
    }
}
