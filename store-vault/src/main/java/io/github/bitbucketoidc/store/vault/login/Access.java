package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import java.time.Duration;
import java.util.List;

/** With which login token the calls of one request are made. Thread-safe. */
public interface Access {

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
     * Nobody knows whether Vault made a lease that this login owns: it is told once, and the login is not used any more.
     *
     * @param what what may have been made, and where
     */
    void answerLost(Login login, String what);

    /** Sees to it that the login lasts at least this long without being renewed again, if that is in our power. */
    default void renewFor(Login login, Duration wanted, Deadline deadline) {}

    /**
     * Makes a call; logs in again and repeats it once if, and only if, it was refused and the token is or may be invalid. What
     * was refused was not done, so that repeating a write makes nothing twice.
     */
    default Answered send(VaultClient vault, VaultCall call, Deadline deadline) {
        Login login = usable(deadline);
        VaultAnswer answer = send(vault, call, login, deadline);
        if (answer.tokenIsInvalid()) {
            isInvalid(login);
        } else if (answer.isRefusal() && login.mayBeInvalid(vault, deadline)) {
            isDoubtful(login);
        } else {
            return new Answered(answer, login);
        }
        Login another = usable(deadline);
        VaultAnswer second = send(vault, call, another, deadline);
        if (second.tokenIsInvalid()) {
            throw Failures.denied(
                    "Vault refuses a login token that it has just given out" + second.reason(), call.ids());
        }
        return new Answered(second, another);
    }

    private VaultAnswer send(VaultClient vault, VaultCall call, Login login, Deadline deadline) {
        return vault.send(login.sign(call), deadline, () -> answerLost(login, call + " (" + call.makes() + ")"));
    }

    /** A login with a use left, if Vault counts them: one that is used up is not asked for what it would refuse. */
    private Login usable(Deadline deadline) {
        Login login = login(deadline);
        while (!login.use()) {
            isInvalid(login);
            if (deadline.passed()) {
                throw Failures.unavailable("the login did not end before the deadline", List.of());
            }
            login = login(deadline);
        }
        return login;
    }
}
