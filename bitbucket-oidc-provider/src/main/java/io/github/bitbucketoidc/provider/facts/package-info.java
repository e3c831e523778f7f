/**
 * What the provider makes and others read: records behind the interfaces of audit events, listeners, leases and uses of a token, and the JSON
 * of audit events. Exported to the test kit only, so that each record may gain a part.
 */
@NullMarked
package io.github.bitbucketoidc.provider.facts;

import org.jspecify.annotations.NullMarked;
