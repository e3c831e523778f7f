@NullMarked
package io.github.bitbucketoidc.store.vault.http;

import org.jspecify.annotations.NullMarked;
