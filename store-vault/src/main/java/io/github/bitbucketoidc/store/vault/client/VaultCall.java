package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to Vault. Immutable; {@code toString} shows method and path only.
 *
 * @param path where, below {@code /v1/}
 * @param version the version of a KV secret that is asked for, as a query
 * @param body what is sent as a JSON object, for a write; {@code null} for a read
 * @param token the login token, or {@code null} for a call that needs none
 * @param repeatable whether sending it twice does no harm: a read that makes a lease may not be repeated when it is not known
 *     whether Vault saw it
 * @param ids what it is about, for the message of a failure
 * @param makes what may have been made when its answer is lost, for an operator; empty if nothing
 */
public record VaultCall(
        VaultPath path,
        OptionalLong version,
        @Nullable Map<String, String> body,
        @Nullable SecretValue token,
        boolean repeatable,
        List<SecretId> ids,
        String makes) {

    public static VaultCall read(VaultPath path, boolean repeatable) {
        return new VaultCall(path, OptionalLong.empty(), null, null, repeatable, List.of(), "");
    }

    public static VaultCall write(VaultPath path, Map<String, String> body, boolean repeatable) {
        return new VaultCall(path, OptionalLong.empty(), body, null, repeatable, List.of(), "");
    }

    public VaultCall version(long newVersion) {
        return new VaultCall(path, OptionalLong.of(newVersion), body, token, repeatable, ids, makes);
    }

    public VaultCall as(SecretValue newToken) {
        return new VaultCall(path, version, body, newToken, repeatable, ids, makes);
    }

    public VaultCall about(SecretId id) {
        return new VaultCall(path, version, body, token, repeatable, List.of(id), makes);
    }

    /** It makes a lease at a mount; what comes behind the mount ends with the name of the role. */
    public VaultCall making(VaultPath mount) {
        String role = path.segments().get(path.segments().size() - 1);
        return new VaultCall(path, version, body, token, repeatable, ids, "mount " + mount + ", role " + role);
    }

    String method() {
        return body == null ? "GET" : "POST";
    }

    @Override
    public String toString() {
        return method() + " " + path;
    }
}
