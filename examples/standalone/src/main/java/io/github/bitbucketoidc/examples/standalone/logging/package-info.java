/** What the program says on standard error: one format, one line each, one clock; saying it never makes anybody wait. */
@NullMarked
package io.github.bitbucketoidc.examples.standalone.logging;

import org.jspecify.annotations.NullMarked;
