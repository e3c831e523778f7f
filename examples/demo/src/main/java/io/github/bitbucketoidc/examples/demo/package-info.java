/** A release step gets its secrets, and nobody else does: everything in one process. */
@NullMarked
package io.github.bitbucketoidc.examples.demo;

import org.jspecify.annotations.NullMarked;
