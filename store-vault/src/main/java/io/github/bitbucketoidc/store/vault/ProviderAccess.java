package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads as the provider itself: one login for all requests, renewed when two thirds of its time are over and replaced when it
 * cannot be renewed any further. Thread-safe.
 */
final class ProviderAccess implements Access {

    private static final System.Logger log = System.getLogger(ProviderAccess.class.getPackageName());
    private static final VaultPath RENEW_SELF = VaultPath.of("auth/token/renew-self");
    private static final double JITTER = 0.1;

    private final LoginMethod method;
    private final LoginSession session;
    private final VaultClient vault;
    private final Threads threads;
    private final LoginTokens tokens;

    ProviderAccess(LoginMethod method, LoginSession session, VaultClient vault, Threads threads, LoginTokens tokens) {
        this.method = method;
        this.session = session;
        this.vault = vault;
        this.threads = threads;
        this.tokens = tokens;
    }

    @Override
    public Login login(Deadline deadline) {
        session.current().filter(method::hasReplaced).ifPresent(session::drop);
        return session.login(method, this::loggedIn, deadline);
    }

    @Override
    public void isInvalid(Login login) {
        tokens.forget(login);
        session.drop(login);
    }

    @Override
    public void isDoubtful(Login login) {
        if (session.drop(login)) { // else it has been let go already
            tokens.letGoInDoubt(login);
        }
    }

    private void loggedIn(Login login, Optional<Login> before) {
        tokens.keep(login);
        before.ifPresent(tokens::letGo);
        scheduleRenewal(login, login.lifetime());
    }

    private void scheduleRenewal(Login login, Duration wanted) {
        if (login.isEndless() || (!login.isRenewable() && !login.isOurs())) {
            return;
        }
        if (login.isRenewable()) {
            login.keepAlive();
        }
        double share = 2.0 / 3 - JITTER * ThreadLocalRandom.current().nextDouble();
        threads.after(part(login.remaining(), share), () -> renew(login, wanted));
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofNanos((long) (whole.toNanos() * share));
    }

    private void renew(Login login, Duration wanted) {
        if (session.current().filter(now -> now == login).isEmpty() || login.hasEnded()) {
            return; // replaced, or refused; whoever needs one logs in
        }
        try {
            if (!login.isRenewable() || !renewed(login, wanted)) {
                replace(login);
            }
        } catch (SecretStoreException unavailable) {
            // also how Vault says that the longest time of a token is over
            log.log(Level.WARNING, "{0} was not renewed: {1}", login, unavailable.getMessage());
            replace(login);
            threads.after(part(login.remaining(), 1.0 / 3).plusMillis(100), () -> renew(login, wanted));
        }
    }

    private boolean renewed(Login login, Duration wanted) {
        VaultAnswer answer = vault.send(
                VaultCall.write(RENEW_SELF, Map.of("increment", wanted.toSeconds() + "s"), true)
                        .as(login.token()),
                Deadline.after(vault.timeOut()));
        if (!answer.ok()) {
            log.log(Level.WARNING, "Vault refused to renew {0} ({1}){2}", login, answer.status(), answer.reason());
            return false;
        }
        login.renewed(answer.body().object("auth").count("lease_duration"));
        if (login.remaining().compareTo(wanted.dividedBy(2)) < 0) {
            return false; // its longest time is nearly reached
        }
        scheduleRenewal(login, wanted);
        return true;
    }

    private void replace(Login login) {
        login.leaveToItsEnd(); // unless another try renews it after all
        if (login.isOurs()) {
            session.renewWith(method, this::loggedIn);
        } else {
            log.log(
                    Level.WARNING,
                    "{0} ends in {1} s and cannot be renewed: replace it",
                    login,
                    login.remaining().toSeconds());
        }
    }
}
