/** What ties our tests to the catalogue of attacks and faults. */
@NullMarked
package io.github.bitbucketoidc.rows;

import org.jspecify.annotations.NullMarked;
