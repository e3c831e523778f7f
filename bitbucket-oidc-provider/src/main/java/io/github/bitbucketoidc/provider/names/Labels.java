package io.github.bitbucketoidc.provider.names;

import io.github.bitbucketoidc.core.text.Quoting;
import java.util.Optional;

/** Names of grants and denials and their owners: what people write and audit events show. */
public final class Labels {

    private static final int LONGEST = 200;

    private Labels() {}

    public static void check(String what, String label) {
        objection(label).ifPresent(objection -> {
            throw new IllegalArgumentException(what + ": " + objection);
        });
    }

    public static Optional<String> objection(String label) {
        if (label.isBlank()) {
            return Optional.of("must not be empty");
        }
        if (label.length() > LONGEST) {
            return Optional.of("has at most " + LONGEST + " characters");
        }
        return label.codePoints().anyMatch(Quoting::isHidden)
                ? Optional.of("must not hold characters that cannot be seen")
                : Optional.empty();
    }
}
