package io.github.bitbucketoidc.core.issuer;

/**
 * Is told when an issuer was asked for its keys: for metrics. Called by the thread that asked, so an implementation is thread-safe and
 * returns at once; what it throws is ignored. Nothing that it is told is a secret.
 *
 * @since 0.1.0
 */
public interface KeyListener {

    /**
     * A key set was read and is in use now. Does nothing unless overridden.
     *
     * @param issuer the issuer's exact text
     * @param usableKeys how many of its keys can verify a token, at least one
     */
    default void refreshed(String issuer, int usableKeys) {}

    /**
     * Asking failed: the last good set stays in use while it is young enough (attack row K16). Does nothing unless overridden.
     *
     * @param issuer the issuer's exact text
     * @param reason why, safe to log
     */
    default void failed(String issuer, String reason) {}
}
