/**
 * What stores over a network need again and again, ours and yours: failures, threads, single flights, and logging in as the step that
 * asks. Needs nothing
 * but the JDK; a store may use it or leave it.
 *
 * <pre>{@code
 * String loginKey(Caller caller, CallerTemplate roles) {
 *     String role = roles.filledFor(caller).orElseThrow(() -> CallerLogin.noRole("login.step", caller));
 *     return CallerLogin.key(CallerLogin.token(caller), role);
 * }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.support;

import org.jspecify.annotations.NullMarked;
