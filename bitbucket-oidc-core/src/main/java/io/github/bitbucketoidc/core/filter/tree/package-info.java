/**
 * The tree of a condition: predicates under {@code not}, {@code and} and {@code or}. Exported to the modules that decide, explain and test.
 *
 * <p>Each predicate stands in a file of its own and knows all that is asked of one; {@link
 * io.github.bitbucketoidc.core.filter.tree.Operator} says how it is written.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.filter.tree;

import org.jspecify.annotations.NullMarked;
