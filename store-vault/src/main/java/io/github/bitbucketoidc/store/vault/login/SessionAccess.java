package io.github.bitbucketoidc.store.vault.login;

import java.util.Optional;

/** Access by one session, whose login tokens are ours to revoke. Thread-safe. */
abstract class SessionAccess implements Access {

    private final LoginSession session;
    private final LoginTokens tokens;

    SessionAccess(LoginSession session, LoginTokens tokens) {
        this.session = session;
        this.tokens = tokens;
    }

    final LoginSession session() {
        return session;
    }

    @Override
    public final void isInvalid(Login login) {
        tokens.forget(login);
        session.drop(login);
    }

    @Override
    public final void isDoubtful(Login login) {
        if (session.drop(login)) { // else it has been let go already
            tokens.retireInDoubt(login);
        }
    }

    /** It is not used any more, and may own a lease that nobody knows. */
    final void retireSoon(Login login) {
        if (session.drop(login)) { // else it has been let go already
            tokens.retireSoon(login);
        }
    }

    /** A login takes the place of the one before. */
    final void replaced(Optional<Login> before, Login login) {
        tokens.keep(login);
        before.ifPresent(tokens::retire);
    }
}
