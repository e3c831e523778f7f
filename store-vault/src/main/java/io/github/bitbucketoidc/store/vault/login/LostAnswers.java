package io.github.bitbucketoidc.store.vault.login;

import java.lang.System.Logger.Level;

/** Tells an operator of leases that perhaps exist and that nobody knows: the answer to the call that made them never came. */
final class LostAnswers {

    private static final System.Logger log = System.getLogger(LostAnswers.class.getPackageName());

    private LostAnswers() {}

    /** One line. */
    static void tell(String what, Login login, String consequence) {
        log.log(
                Level.WARNING,
                "the answer to {0} was lost: Vault may have made a lease that nobody here knows; it ends with its {1}, which lasts"
                        + " {2} s at most: {3}",
                what,
                login,
                Long.toString(login.remaining().toSeconds()),
                consequence);
    }
}
