/**
 * What the provider makes and others read: records behind the interfaces of events, leases and health. They are not exported, so that each
 * may gain a part.
 */
@NullMarked
package io.github.bitbucketoidc.provider.facts;

import org.jspecify.annotations.NullMarked;
