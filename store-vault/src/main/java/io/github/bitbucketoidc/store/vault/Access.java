package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;

/** With which login token the calls of one request are made. Thread-safe. */
interface Access {

    /**
     * A token that is good as far as is known; logs in if there is none.
     *
     * @throws SecretStoreException if there is none to be had before the deadline
     */
    Login login(Deadline deadline);

    /** Vault says that the token of this login is invalid: the next {@link #login} gives another one. */
    void isInvalid(Login login);

    /**
     * The token of this login may be invalid: the next {@link #login} gives another one. It may as well be good, and own
     * leases, so it is let go and not forgotten.
     */
    void isDoubtful(Login login);

    /** An answer, and the login that it was given to, which owns its lease. */
    record Answered(VaultAnswer answer, Login login) {}

    /**
     * Makes a call; logs in again and repeats it once if, and only if, it was refused and the token is or may be invalid. What
     * was refused was not done, so that repeating a write makes nothing twice.
     */
    default Answered send(VaultClient vault, VaultCall call, Deadline deadline) {
        Login login = login(deadline);
        VaultAnswer answer = vault.send(call.as(login.token()), deadline);
        if (answer.tokenIsInvalid()) {
            isInvalid(login);
        } else if (answer.isRefusal() && login.mayBeInvalid(vault, deadline)) {
            isDoubtful(login);
        } else {
            return new Answered(answer, login);
        }
        Login another = login(deadline);
        VaultAnswer second = vault.send(call.as(another.token()), deadline);
        if (second.tokenIsInvalid()) {
            throw Failures.denied(
                    "Vault refuses a login token that it has just given out" + second.reason(), call.ids());
        }
        return new Answered(second, another);
    }
}
