package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.HeaderText;
import io.github.bitbucketoidc.store.vault.client.Json;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways of logging in that the settings can name, but for the one that needs a caller: see {@link StepLogin}. */
final class Logins {

    private static final System.Logger log = System.getLogger(Logins.class.getPackageName());

    private Logins() {}

    /** A token that was made by somebody else; read again each time, so that an agent may replace it in its file. */
    record GivenToken(Supplier<SecretValue> source, LongSupplier nanoTime) implements LoginMethod {

        @Override
        public Login logIn(VaultClient vault, Deadline deadline) {
            SecretValue token = HeaderText.checked(stripped(), "login.token");
            VaultAnswer answer =
                    vault.send(VaultCall.read(TokenCheck.LOOK_UP_SELF, true).as(token), deadline);
            if (answer.ok()) {
                return Login.given(token, answer.body().object("data"), nanoTime);
            }
            if (answer.tokenIsInvalid()) {
                throw Failures.denied(
                        "Vault refused the token of login.token" + answer.reason()
                                + "; it is over, was revoked, or has been used up (token_num_uses)",
                        List.of());
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
                return !login.isWith(stripped());
            } catch (SecretStoreException unreadable) {
                return false; // what is known may still be good
            }
        }
    }

    /** An agent on this machine that logs in by itself: nothing is sent along. */
    record Agent(LongSupplier nanoTime) implements LoginMethod {

        @Override
        public Login logIn(VaultClient vault, Deadline deadline) {
            VaultAnswer answer = vault.send(VaultCall.read(TokenCheck.LOOK_UP_SELF, true), deadline);
            // what stands there may be no agent, or one that does not let its token be looked at: each read will tell
            return Login.ofAgent(answer.ok() ? answer.body().object("data") : Json.Members.NONE, nanoTime);
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

    /**
     * Sends a login, once: Vault may have counted one whose answer was lost, and a credential may be good for a number of logins
     * only.
     */
    static Login send(
            VaultClient vault,
            String mount,
            Map<String, String> body,
            String setting,
            LongSupplier nanoTime,
            Deadline deadline) {
        VaultPath path = VaultPath.of("auth").then(mount).then("login");
        VaultAnswer answer = vault.send(VaultCall.write(path, body, false), deadline);
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

    /** Vault gives the time that its role says; asks for less if that is longer than it is needed. */
    static Login shortened(VaultClient vault, Login login, Duration most, Deadline deadline) {
        if (login.lifetime().compareTo(most) <= 0 || !login.isRenewable()) {
            return login;
        }
        VaultCall renew = VaultCall.write(LoginTokens.RENEW_SELF, Map.of("increment", most.toSeconds() + "s"), true);
        try {
            VaultAnswer answer = vault.send(login.sign(renew), deadline);
            if (answer.ok()) {
                login.renewed(answer.body().object("auth").count("lease_duration"));
            }
        } catch (SecretStoreException failure) {
            log.log(Level.WARNING, "{0} lasts longer than it is needed: {1}", login, failure.getMessage());
        }
        return login;
    }
}
