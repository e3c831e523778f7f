package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.support.CallerLogin;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logs in as the step that asks, with the step's own token, so that Vault's policies and its audit log see the step. A step
 * that asks again with the same token uses the same login; what is kept for that is a digest of the token and the login, and
 * only as long as the step's token lasts. Thread-safe.
 */
public final class StepLogin {

    /** A login may outlast the step's token by so much, so that a step that ends late can end in peace. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    private final String mount;
    private final StepRole role;
    private final VaultClient vault;
    private final Threads threads;
    private final LoginTokens tokens;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final StepSessions sessions = new StepSessions();

    public StepLogin(
            String mount,
            StepRole role,
            VaultClient vault,
            Threads threads,
            LoginTokens tokens,
            Clock clock,
            LongSupplier nanoTime) {
        this.mount = mount;
        this.role = role;
        this.vault = vault;
        this.threads = threads;
        this.tokens = tokens;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Access as the step.
     *
     * @throws SecretStoreException with kind DENIED if the step has no role
     */
    public Access of(Caller caller) {
        SecretValue token = CallerLogin.token(caller);
        String roleName = role.of(caller).orElseThrow(() -> CallerLogin.noRole("login.step", caller));
        Duration left = left(caller);
        LoginMethod method = (client, deadline) -> {
            Map<String, String> body = Map.of("role", roleName, "jwt", token.reveal());
            Login login = Logins.send(client, mount, body, "login.step", nanoTime, deadline);
            return Logins.shortened(client, login, left.plus(MARGIN), deadline);
        };
        String digest = CallerLogin.key(token, roleName);
        LoginSession session = sessions.of(digest, () -> new LoginSession(vault, threads, nanoTime));
        return new StepAccess(session, method, digest, left);
    }

    private Duration left(Caller caller) {
        Duration left = Duration.between(clock.instant(), caller.tokenExpires().orElseGet(clock::instant));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The step's token has ended. */
    private void end(String digest) {
        sessions.remove(digest).ifPresent(this::end);
    }

    private void end(LoginSession session) {
        session.end().ifPresent(tokens::retire);
    }

    /** One request of a step. */
    private final class StepAccess extends SessionAccess implements LoginSession.Listener {

        private final LoginMethod method;
        private final String digest;
        private final Duration left;

        StepAccess(LoginSession session, LoginMethod method, String digest, Duration left) {
            super(session, tokens);
            this.method = method;
            this.digest = digest;
            this.left = left;
        }

        @Override
        public Login login(Deadline deadline) {
            return session().login(method, this, deadline);
        }

        @Override
        public void loggedIn(Login login, Optional<Login> before) {
            replaced(before, login);
            if (session().isOver()) { // the step's token ended while it logged in
                tokens.retire(login);
                return;
            }
            sessions.loggedIn(digest, session()).ifPresent(StepLogin.this::end);
            if (before.isEmpty()) {
                threads.after(left, () -> end(digest));
            }
        }

        @Override
        public void notLoggedIn() {
            sessions.refused(digest, session());
        }

        @Override
        public void answerLost(Login login, String what) {
            LostAnswers.tell(what, login, "it is revoked now");
            retireSoon(login);
        }

        @Override
        public String toString() {
            return "StepAccess[redacted]";
        }
    }
}
