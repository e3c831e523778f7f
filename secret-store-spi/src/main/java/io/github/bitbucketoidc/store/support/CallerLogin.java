package io.github.bitbucketoidc.store.support;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * For stores that log in elsewhere as the step that asks: its token, and the key under which such a login is remembered. Stateless and
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class CallerLogin {

    private CallerLogin() {}

    /**
     * The step's own token.
     *
     * @param caller the step
     * @return the token, which the provider hands over to a store that {@linkplain
     *     io.github.bitbucketoidc.store.SecretStore#needsCallerToken() asks for it}
     * @throws SecretStoreException with kind MISCONFIGURED if it did not
     */
    public static SecretValue token(Caller caller) {
        return caller.token()
                .orElseThrow(() -> Failures.misconfigured(
                        "login.step: the provider did not hand over the step's token", List.of()));
    }

    /**
     * What a step is told for which the settings name no role.
     *
     * @param setting where they would, as keys with dots between them
     * @param caller the step
     * @return the failure, of kind DENIED
     */
    public static SecretStoreException noRole(String setting, Caller caller) {
        return Failures.denied(
                setting + ": no role for "
                        + caller.attribute("repository")
                                .map(repository -> "repository " + repository)
                                .orElse(caller.toString())
                        + (caller.attribute("environment").isPresent() ? "" : ", which deploys to no environment"),
                List.of());
    }

    /**
     * What a login is remembered under, so that the token itself is not kept: another token or another role has another key.
     *
     * @param token the step's token
     * @param role the role that it logs in with; holds no line end
     * @return a digest of both
     */
    public static String key(SecretValue token, String role) {
        return Sha256.hex((role + '\n' + token.reveal()).getBytes(StandardCharsets.UTF_8));
    }
}
