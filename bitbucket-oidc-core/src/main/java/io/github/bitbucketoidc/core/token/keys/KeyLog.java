package io.github.bitbucketoidc.core.token.keys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of everything about keys: that of the verifier, which is the class that users know. */
final class KeyLog {

    static final Logger LOG = LoggerFactory.getLogger("io.github.bitbucketoidc.core.token.TokenVerifier");

    private KeyLog() {}
}
