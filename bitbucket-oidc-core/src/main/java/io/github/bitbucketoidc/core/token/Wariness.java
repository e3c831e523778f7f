package io.github.bitbucketoidc.core.token;

/**
 * Whether spoilt base64 was sent lately behind a good header, so that the decoder is no longer to be used that is the quickest for good
 * texts but throws on others: a flood of them makes it throw once. Only ever about speed, so threads that race do no harm.
 */
final class Wariness {

    /** How many tokens it lasts behind the latest that was spoilt. */
    private static final int TOKENS = 64;

    private int left;

    /** Asked once for each token. */
    boolean isOn() {
        int now = left;
        if (now == 0) {
            return false;
        }
        left = now - 1;
        return true;
    }

    void raise() {
        left = TOKENS;
    }
}
