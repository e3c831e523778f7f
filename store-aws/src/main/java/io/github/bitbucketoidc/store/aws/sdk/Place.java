package io.github.bitbucketoidc.store.aws.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * Where a store reads.
 *
 * @param region the region
 * @param endpoint the service's own address, if it is not the region's
 * @param stsEndpoint that of STS
 * @param timeOut the longest time for a read
 */
public record Place(Region region, Optional<URI> endpoint, Optional<URI> stsEndpoint, Duration timeOut) {}
