package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.HeaderText;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret id that came wrapped: the file holds a token that opens it once. The secret id is kept in memory for later logins,
 * until another token lies in the file. Thread-safe.
 */
final class WrappedSecretId implements Logins.AppRole.SecretId {

    private static final VaultPath LOOK_UP = VaultPath.of("sys/wrapping/lookup");
    private static final VaultPath UNWRAP = VaultPath.of("sys/wrapping/unwrap");
    private static final String SETTING = "login.app-role.wrapped-secret-id";

    private final String mount;
    private final Supplier<SecretValue> source;
    private @Nullable SecretValue opened;
    private @Nullable SecretValue openedWith;

    WrappedSecretId(String mount, Supplier<SecretValue> source) {
        this.mount = mount;
        this.source = source;
    }

    @Override
    public synchronized SecretValue read(VaultClient vault, Deadline deadline) {
        SecretValue wrapping = HeaderText.checked(source.get(), SETTING);
        if (opened != null && openedWith != null && openedWith.sameAs(wrapping)) {
            return opened;
        }
        checkOrigin(vault, wrapping, deadline);
        VaultAnswer answer = vault.send(VaultCall.write(UNWRAP, Map.of(), false).as(wrapping), deadline);
        String secretId = answer.body().object("data").text("secret_id").orElse("");
        if (!answer.ok() || secretId.isEmpty()) {
            throw refused(
                    answer, "cannot be unwrapped: it was used already, perhaps by a stranger, or its time is over");
        }
        opened = SecretValue.of(secretId);
        openedWith = wrapping;
        return opened;
    }

    /** Whoever swapped the wrapped secret id for one of their own had to wrap it elsewhere. */
    private void checkOrigin(VaultClient vault, SecretValue wrapping, Deadline deadline) {
        VaultAnswer answer = vault.send(
                VaultCall.write(LOOK_UP, Map.of("token", wrapping.reveal()), true)
                        .as(wrapping),
                deadline);
        String path = answer.body().object("data").text("creation_path").orElse("");
        if (!answer.ok()) {
            throw refused(
                    answer, "cannot be looked up: it was used already, perhaps by a stranger, or its time is over");
        }
        if (!path.startsWith("auth/" + mount + "/role/") || !path.endsWith("/secret-id")) {
            throw refused(answer, "was not made by the app-role method at " + mount + ": it may have been swapped");
        }
    }

    private static RuntimeException refused(VaultAnswer answer, String why) {
        return Failures.denied(SETTING + ": the wrapping token " + why + answer.reason(), List.of());
    }
}
