/** The hunt for tokens and secrets where none should be, for the tests of several modules. */
@NullMarked
package io.github.bitbucketoidc.leaks;

import org.jspecify.annotations.NullMarked;
