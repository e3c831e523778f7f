package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.support.Failures;
import java.util.List;

/** What may stand in an HTTP header. The JDK checks it too, but its message would quote the token. */
public final class HeaderText {

    private HeaderText() {}

    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    public static SecretValue checked(SecretValue token, String where) {
        if (!isToken(token.reveal())) {
            throw Failures.misconfigured(where + ": is not a token: empty, or not on one line", List.of());
        }
        return token;
    }
}
