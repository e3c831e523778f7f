package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads as the provider itself: one login for all requests, renewed when two thirds of its time are over and replaced when it
 * cannot be renewed any further. Thread-safe.
 */
public final class ProviderAccess extends SessionAccess {

    private static final System.Logger log = System.getLogger(ProviderAccess.class.getPackageName());
    private static final double JITTER = 0.1;

    /** A login outlasts the leases that it owns by so much. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final LoginMethod method;
    private final VaultClient vault;
    private final Threads threads;
    private final Duration longestLease;

    public ProviderAccess(
            LoginMethod method,
            LoginSession session,
            VaultClient vault,
            Threads threads,
            LoginTokens tokens,
            Duration longestLease) {
        super(session, tokens);
        this.longestLease = longestLease;
        this.method = new Bounded(method, longestLease.plus(MARGIN));
        this.vault = vault;
        this.threads = threads;
    }

    /** Logins that last no longer than their longest lease may, unless they are renewed. */
    private record Bounded(LoginMethod method, Duration most) implements LoginMethod {

        @Override
        public Login logIn(VaultClient vault, Deadline deadline) {
            Login login = method.logIn(vault, deadline);
            return login.isOurs() ? Logins.shortened(vault, login, most, deadline) : login;
        }

        @Override
        public boolean hasReplaced(Login login) {
            return method.hasReplaced(login);
        }
    }

    @Override
    public Login login(Deadline deadline) {
        session().current().filter(method::hasReplaced).ifPresent(session()::drop);
        return session().login(method, this::loggedIn, deadline);
    }

    @Override
    public void answerLost(Login login, String what) {
        boolean ends = login.isOurs();
        LostAnswers.tell(what, login, ends ? "it is replaced now and not renewed any more" : "end it by hand");
        if (ends) {
            retireSoon(login);
        }
    }

    @Override
    public void renewFor(Login login, Duration wanted, Deadline deadline) {
        Duration enough = wanted.plus(MARGIN);
        if (!login.isRenewable() || login.remaining().compareTo(enough) >= 0 || isNotCurrent(login)) {
            return;
        }
        try {
            VaultAnswer answer = send(login, enough, deadline);
            if (!answer.ok()) {
                log.log(Level.WARNING, "{0} was not renewed ({1}){2}", login, answer.status(), answer.reason());
            }
        } catch (SecretStoreException unavailable) {
            log.log(Level.WARNING, "{0} was not renewed: {1}", login, unavailable.getMessage());
        }
    }

    private boolean isNotCurrent(Login login) {
        return session().current().filter(now -> now == login).isEmpty();
    }

    private void loggedIn(Login login, Optional<Login> before) {
        replaced(before, login);
        if (login.isRenewable()) {
            login.renewHere();
        }
        scheduleRenewal(login, login.lifetime());
    }

    private void scheduleRenewal(Login login, Duration wanted) {
        if (login.isEndless() || (!login.isRenewable() && !login.isOurs())) {
            return;
        }
        double share = 2.0 / 3 - JITTER * ThreadLocalRandom.current().nextDouble();
        threads.after(part(login.remaining(), share), () -> renew(login, wanted));
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofNanos((long) (whole.toNanos() * share));
    }

    private void renew(Login login, Duration wanted) {
        if (isNotCurrent(login) || login.hasEnded()) {
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
        Duration ofLeases = longest(login).plus(MARGIN);
        Duration asked = ofLeases.compareTo(wanted) > 0 ? ofLeases : wanted; // less would take from its leases
        VaultAnswer answer = send(login, asked, Deadline.after(vault.timeOut()));
        if (!answer.ok()) {
            log.log(Level.WARNING, "Vault refused to renew {0} ({1}){2}", login, answer.status(), answer.reason());
            return false;
        }
        if (login.remaining().compareTo(wanted.dividedBy(2)) < 0) {
            return false; // its longest time is nearly reached
        }
        scheduleRenewal(login, wanted);
        return true;
    }

    private Duration longest(Login login) {
        Duration lease = login.longestLease();
        return lease.compareTo(longestLease) < 0 ? lease : longestLease;
    }

    private VaultAnswer send(Login login, Duration increment, Deadline deadline) {
        VaultCall renew =
                VaultCall.write(LoginTokens.RENEW_SELF, Map.of("increment", increment.toSeconds() + "s"), true);
        VaultAnswer answer = vault.send(login.sign(renew), deadline);
        if (answer.ok()) {
            login.renewed(answer.body().object("auth").count("lease_duration"));
        }
        return answer;
    }

    private void replace(Login login) {
        if (login.isOurs()) {
            session().renewWith(method, this::loggedIn);
        } else {
            log.log(
                    Level.WARNING,
                    "{0} ends in {1} s and cannot be renewed: replace it",
                    login,
                    login.remaining().toSeconds());
        }
    }
}
