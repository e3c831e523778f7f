/**
 * Conditions on claims: a small closed language.
 *
 * <p>A condition is written as text, as in a policy file, or in Java; both are the same tree, and each prints as the other:
 *
 * <pre>{@code
 * ClaimFilter written = ClaimFilter.parse("branch is \"main\" or branch like \"release/*\"");
 * ClaimFilter built = branch().is("main").or(branch().like("release/*"));
 * boolean same = written.equals(built) && ClaimFilter.parse(built.toString()).equals(built);
 * }</pre>
 *
 * <p>An {@link io.github.bitbucketoidc.core.claims.Outcome} has three values, because a claim may be missing: then a predicate is neither
 * true nor false, and {@code not} does not make it true.
 *
 * <pre>{@code
 * Claims noBranch = Claims.builder().text("iss", "https://issuer.example").build();
 * Outcome outcome = not(branch().is("main")).evaluate(noBranch);   // UNKNOWN, which opens no door
 * }</pre>
 *
 * <p>What a claim says is data: it is never compiled, and matching takes time in proportion to its length.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.filter;

import org.jspecify.annotations.NullMarked;
