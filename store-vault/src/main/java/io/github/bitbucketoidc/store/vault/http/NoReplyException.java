package io.github.bitbucketoidc.store.vault.http;

/**
 * No whole answer came. Its message is ours; nothing of what was sent or received is in it.
 *
 * @since 0.1.0
 */
public final class NoReplyException extends Exception {

    private static final long serialVersionUID = 1L;

    /** How far it came. */
    public enum Reached {
        /** The call was not sent, and another try may do better. */
        NOT_SENT,
        /** The call was not sent, and will not be until somebody changes something: a certificate, a proxy. */
        REFUSED,
        /** The server may have seen the call. */
        PERHAPS
    }

    private final Reached reached;

    NoReplyException(String message, Reached reached) {
        super(message);
        this.reached = reached;
    }

    /**
     * How far it came.
     *
     * @return whether the server may have seen the call
     */
    public Reached reached() {
        return reached;
    }
}
