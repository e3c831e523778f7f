package io.github.bitbucketoidc.store.aws.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * What the clients of the SDK are set up with: where they read, and how long that may take.
 *
 * @param region the region
 * @param endpoint the service's own address, if it is not the region's
 * @param stsEndpoint that of STS
 * @param timeOut the longest time for a read
 */
public record ClientSettings(Region region, Optional<URI> endpoint, Optional<URI> stsEndpoint, Duration timeOut) {}
