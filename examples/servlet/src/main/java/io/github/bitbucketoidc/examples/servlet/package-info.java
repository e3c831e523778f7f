/** A web application with a servlet of its own, into which the provider is put. */
@NullMarked
package io.github.bitbucketoidc.examples.servlet;

import org.jspecify.annotations.NullMarked;
