package io.github.bitbucketoidc.store;

import java.io.Serial;

/** Ends the opening of a store of which only the settings are checked: they are as they should be, and nothing is opened. */
final class SoundSettings extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SoundSettings() {
        super("the settings are sound, and only they were to be checked", null, false, false);
    }
}
