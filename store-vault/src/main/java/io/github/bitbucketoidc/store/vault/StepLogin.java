package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logs in as the step that asks, with the step's own token, so that Vault's policies and its audit log see the step. A step
 * that asks again with the same token uses the same login; what is kept for that is a digest of the token and the login, and
 * only as long as the step's token lasts. Thread-safe.
 */
final class StepLogin {

    private static final System.Logger log = System.getLogger(StepLogin.class.getPackageName());
    private static final VaultPath RENEW_SELF = VaultPath.of("auth/token/renew-self");

    /** A login may outlast the step's token by so much, so that a step that ends late can end in peace. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    /** How many steps may be logged in at once; beyond it the longest logged in is let go and would log in again. */
    static final int MOST = 10_000;

    private final String mount;
    private final StepRole role;
    private final VaultClient vault;
    private final Threads threads;
    private final LoginTokens tokens;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<String, LoginSession> sessions = new LinkedHashMap<>();

    StepLogin(
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
    Access of(Caller caller) {
        SecretValue token = caller.token()
                .orElseThrow(() -> Failures.misconfigured(
                        "login.step: the provider did not hand over the step's token", List.of()));
        String roleName = role.of(caller)
                .orElseThrow(() -> Failures.denied(
                        "login.step: no role for repository " + caller.repository()
                                + (caller.environment().isPresent() ? "" : ", which deploys to no environment"),
                        List.of()));
        Duration left = left(caller);
        LoginMethod method = (client, deadline) -> {
            Map<String, String> body = Map.of("role", roleName, "jwt", token.reveal());
            Login login = Logins.send(client, mount, body, "login.step", nanoTime, deadline);
            return shortened(login, left.plus(MARGIN), deadline);
        };
        return new StepAccess(session(digest(token, roleName), left), method, tokens);
    }

    private Duration left(Caller caller) {
        Duration left = Duration.between(clock.instant(), caller.tokenExpires().orElseGet(clock::instant));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String digest(SecretValue token, String role) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((role + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(token.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private synchronized LoginSession session(String digest, Duration left) {
        LoginSession known = sessions.get(digest);
        if (known != null) {
            return known;
        }
        if (sessions.size() >= MOST) {
            Iterator<LoginSession> oldest = sessions.values().iterator();
            oldest.next().end().ifPresent(tokens::letGo);
            oldest.remove();
        }
        LoginSession session = new LoginSession(vault, threads, nanoTime);
        sessions.put(digest, session);
        threads.after(left, () -> end(digest));
        return session;
    }

    /** The step's token has ended. */
    private void end(String digest) {
        LoginSession session;
        synchronized (this) {
            session = sessions.remove(digest);
        }
        if (session != null) {
            session.end().ifPresent(tokens::letGo);
        }
    }

    /** Vault gives the time that its role says; asks for less if that is longer than the step can use. */
    private Login shortened(Login login, Duration most, Deadline deadline) {
        if (login.lifetime().compareTo(most) <= 0 || !login.isRenewable()) {
            return login;
        }
        Map<String, String> body = Map.of("increment", most.toSeconds() + "s");
        try {
            VaultAnswer answer =
                    vault.send(VaultCall.write(RENEW_SELF, body, true).as(login.token()), deadline);
            if (answer.ok()) {
                login.renewed(answer.body().object("auth").count("lease_duration"));
            }
        } catch (SecretStoreException failure) {
            log.log(Level.WARNING, "{0} lasts longer than its step: {1}", login, failure.getMessage());
        }
        return login;
    }

    /** One request of a step. */
    private record StepAccess(LoginSession session, LoginMethod method, LoginTokens tokens) implements Access {

        @Override
        public Login login(Deadline deadline) {
            return session.login(method, this::loggedIn, deadline);
        }

        private void loggedIn(Login login, Optional<Login> before) {
            tokens.keep(login);
            before.ifPresent(tokens::letGo);
            if (session.isOver()) { // the step's token ended while it logged in
                tokens.letGo(login);
            }
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

        @Override
        public String toString() {
            return "StepAccess[redacted]";
        }
    }
}
