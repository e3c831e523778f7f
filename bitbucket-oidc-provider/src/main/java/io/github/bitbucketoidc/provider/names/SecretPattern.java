package io.github.bitbucketoidc.provider.names;

import io.github.bitbucketoidc.core.filter.tree.Glob;
import io.github.bitbucketoidc.store.SecretPath;

/**
 * Which secrets a denial keeps back, whatever the variables are called (attack row W8): a store by its name and a {@link Glob}
 * for paths inside it. It is held against paths that are filled already. Immutable.
 */
public final class SecretPattern {

    private static final String FORM = "write store:path, for example vault:secret/payments/**";

    private final String text;
    private final String store;
    private final Glob path;

    private SecretPattern(String text, String store, Glob path) {
        this.text = text;
        this.store = store;
        this.path = path;
    }

    /**
     * Reads a pattern.
     *
     * @throws ReferenceException if it could match no secret, or only a part of one
     */
    public static SecretPattern parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new ReferenceException(0, "a secret is written store:path, and this names no store", FORM);
        }
        String path = text.substring(colon + 1);
        refuse(
                text,
                '#',
                "a denial keeps a whole secret back, not one field of it",
                "leave the `#` and what follows out");
        refuse(text, '{', "nothing is filled into a denial's path", "write * for a segment that is filled");
        refuse(text, '}', "nothing is filled into a denial's path", "write * for a segment that is filled");
        refuse(
                text,
                '@',
                "a denial keeps every version of a secret back",
                "leave the `@` and what follows out; for an `@` in the path write ?");
        if (path.length() > Glob.MAX_LENGTH) {
            throw new ReferenceException(
                    colon + 1, "the pattern has more than " + Glob.MAX_LENGTH + " characters", "use *");
        }
        try {
            SecretPath.of(path.replace('*', 'x').replace('?', 'x'));
        } catch (IllegalArgumentException e) {
            throw new ReferenceException(colon + 1, String.valueOf(e.getMessage()), FORM);
        }
        return new SecretPattern(text, text.substring(0, colon), Glob.of(path));
    }

    private static void refuse(String text, char character, String message, String hint) {
        int at = text.indexOf(character);
        if (at >= 0) {
            throw new ReferenceException(at, message, hint);
        }
    }

    public String store() {
        return store;
    }

    public boolean matches(String store, String filledPath) {
        return this.store.equals(store) && path.matches(filledPath);
    }

    /** What was read. */
    @Override
    public String toString() {
        return text;
    }
}
