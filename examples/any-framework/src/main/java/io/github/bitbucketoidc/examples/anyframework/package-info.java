/** An adapter of one's own: what it takes to put the provider behind a framework that the library does not know. */
@NullMarked
package io.github.bitbucketoidc.examples.anyframework;

import org.jspecify.annotations.NullMarked;
