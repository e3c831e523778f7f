package io.github.bitbucketoidc.store.support;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads a UUID as Bitbucket shows it, with braces, or without. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class UuidText {

    private static final Pattern FORM = Pattern.compile("\\{?([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})}?");

    private UuidText() {}

    /**
     * Reads a text. Unlike {@link UUID#fromString(String)} it takes no shorter groups.
     *
     * @param text the text
     * @return the UUID; empty if the text is not one
     */
    public static Optional<UUID> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(UUID.fromString(form.group(1))) : Optional.empty();
    }
}
