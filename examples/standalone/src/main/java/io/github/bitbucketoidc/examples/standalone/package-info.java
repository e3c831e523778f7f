/** A provider as a program of its own: one policy file, one port. */
@NullMarked
package io.github.bitbucketoidc.examples.standalone;

import org.jspecify.annotations.NullMarked;
