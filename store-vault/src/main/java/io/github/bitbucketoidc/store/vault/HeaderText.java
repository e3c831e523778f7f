package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.SecretValue;
import java.util.List;

/** What may stand in an HTTP header. The JDK checks it too, but its message would quote the token. */
final class HeaderText {

    private HeaderText() {}

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    static SecretValue checked(SecretValue token, String where) {
        if (!isToken(token.reveal())) {
            throw Failures.misconfigured(where + ": is not a token: empty, or not on one line", List.of());
        }
        return token;
    }
}
