/**
 * The store that reads one YAML or JSON file, all of it at once, and watches it for changes. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.file.document;

import org.jspecify.annotations.NullMarked;
