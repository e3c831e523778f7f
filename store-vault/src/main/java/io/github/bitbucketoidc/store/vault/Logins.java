package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways of logging in that the settings can name, but for the one that needs a caller: see {@link StepLogin}. */
final class Logins {

    /** What a token may know of itself. */
    static final VaultPath LOOK_UP_SELF = VaultPath.of("auth/token/lookup-self");

    private Logins() {}

    /** A token that was made by somebody else; read again each time, so that an agent may replace it in its file. */
    record GivenToken(Supplier<SecretValue> source, LongSupplier nanoTime) implements LoginMethod {

        @Override
        public Login logIn(VaultClient vault, Deadline deadline) {
            SecretValue token = HeaderText.checked(stripped(), "login.token");
            VaultAnswer answer = vault.send(VaultCall.read(LOOK_UP_SELF, true).as(token), deadline);
            if (answer.ok()) {
                return Login.given(token, answer.body().object("data"), nanoTime);
            }
            if (answer.tokenIsInvalid()) {
                throw Failures.denied("Vault refused the token of login.token" + answer.reason(), List.of());
            }
            // a token may be good and not allowed to look at itself; then nothing is known of its end
            return Login.given(token, Json.Members.NONE, nanoTime);
        }

        /** People end files with more than one line feed. */
        private SecretValue stripped() {
            return SecretValue.of(source.get().reveal().strip());
        }

        @Override
        public boolean hasReplaced(Login login) {
            try {
                return !stripped().sameAs(login.token());
            } catch (SecretStoreException unreadable) {
                return false; // what is known may still be good
            }
        }
    }

    /** A machine's role id and secret id. */
    record AppRole(String mount, String roleId, @Nullable SecretId secretId, LongSupplier nanoTime)
            implements LoginMethod {

        /** Where a secret id comes from. */
        interface SecretId {
            SecretValue read(VaultClient vault, Deadline deadline);
        }

        @Override
        public Login logIn(VaultClient vault, Deadline deadline) {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("role_id", roleId);
            if (secretId != null) {
                body.put("secret_id", secretId.read(vault, deadline).reveal());
            }
            return send(vault, mount, body, "login.app-role", nanoTime, deadline);
        }
    }

    /** A signed token of somebody whom Vault trusts: a Kubernetes service account's, or any JWT. */
    record Jwt(String mount, String role, Supplier<SecretValue> jwt, String setting, LongSupplier nanoTime)
            implements LoginMethod {

        @Override
        public Login logIn(VaultClient vault, Deadline deadline) {
            String token = jwt.get().reveal().strip();
            if (token.isEmpty()) {
                throw Failures.misconfigured(setting + ": the token is empty", List.of());
            }
            return send(vault, mount, Map.of("role", role, "jwt", token), setting, nanoTime, deadline);
        }
    }

    /** Sends a login; repeatable, because a second token harms nobody. */
    static Login send(
            VaultClient vault,
            String mount,
            Map<String, String> body,
            String setting,
            LongSupplier nanoTime,
            Deadline deadline) {
        VaultPath path = VaultPath.of("auth").then(mount).then("login");
        VaultAnswer answer = vault.send(VaultCall.write(path, body, true), deadline);
        Json.Members auth = answer.body().object("auth");
        String token = auth.text("client_token").orElse("");
        if (answer.ok() && !token.isEmpty()) {
            return Login.of(auth, HeaderText.checked(SecretValue.of(token), "the answer to " + path), nanoTime);
        }
        if (answer.noSuchMount()) {
            throw Failures.misconfigured(setting + ": Vault has no auth method at " + mount, List.of());
        }
        throw Failures.denied(
                setting + ": Vault refused the login at " + path + " (" + answer.status() + ")" + answer.reason(),
                List.of());
    }
}
