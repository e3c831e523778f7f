package io.github.bitbucketoidc.core.token.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a stranger sent as JSON: exactly one object, valid UTF-8, no name twice in any object, within limits (attack rows
 * S16, S17, C1 to C4). {@link StrictJson} is the plain reader; {@link FlatFirst} reads the same, faster. Thread-safe.
 */
public interface JsonReader {

    /** Where the members of the outermost object go. */
    interface Members {
        /**
         * Takes a member.
         *
         * @param value a {@link JsonText}, a Long, a Boolean, a list of Strings, {@link StrictJson#NULL} or {@link StrictJson#MISFIT}
         * @return false if the name was there before
         */
        boolean add(String name, Object value);
    }

    /** Reads a document's members; null if all went well. */
    JsonRefusal.@Nullable Reason read(byte[] document, Members members);
}
