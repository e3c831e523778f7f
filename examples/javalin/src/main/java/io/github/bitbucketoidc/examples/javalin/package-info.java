/** A Javalin application with routes of its own, into which the provider is put. */
@NullMarked
package io.github.bitbucketoidc.examples.javalin;

import org.jspecify.annotations.NullMarked;
