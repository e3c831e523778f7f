package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretId;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * From the path of a reference to what AWS is asked for. A plain path stands below the prefix of the settings; an ARN is
 * taken as it is and must name something below that prefix, in the region that the store reads from. Immutable.
 */
final class Names {

    private final Service service;
    private final String prefix;
    private final Region region;

    /** The prefix with the root of the service's names, for example {@code /ci/}; may be empty. */
    Names(Service service, String prefix, Region region) {
        this.service = service;
        this.prefix = prefix;
        this.region = region;
    }

    /** What AWS is asked for: a name or an ARN, in the version or stage that is wanted. */
    record Wanted(String id, Optional<String> version) {

        /** Whether it is what AWS gives without being asked for a version. */
        boolean isCurrent() {
            return version.isEmpty();
        }
    }

    /** Why an id can never be read, whatever AWS holds; empty if it can. */
    Optional<String> problem(SecretId id) {
        String path = id.path().toString();
        if (Arn.looksLikeOne(path)) {
            return arnProblem(path);
        }
        if (!service.isName(prefix + path)) {
            return Optional.of("a name in " + service.title() + " holds letters, digits and " + service.signs()
                    + (service == Service.PARAMETER_STORE ? " between its slashes" : "")
                    + ", and not too many of them");
        }
        return Optional.empty();
    }

    private Optional<String> arnProblem(String text) {
        Optional<Arn> parsed = Arn.parse(text);
        if (parsed.isEmpty()) {
            return Optional.of("the ARN is malformed: " + example());
        }
        Arn arn = parsed.get();
        String partition = PartitionMetadata.of(region).id();
        if (!arn.partition().equals(partition)) {
            return Optional.of("the ARN is of the partition '" + arn.partition() + "', and the region " + region.id()
                    + " is in '" + partition + "'");
        }
        if (!arn.service().equals(service.inArn()) || !arn.resource().startsWith(service.resource())) {
            return Optional.of("the ARN names nothing in " + service.title() + ": " + example());
        }
        if (!arn.region().equals(region.id())) {
            return Optional.of("the ARN is of the region '" + arn.region() + "', and this store reads from "
                    + region.id() + ": use a store of that region");
        }
        String name = arn.resource().substring(service.resource().length());
        if (!service.isName(name)) {
            return Optional.of("the ARN is malformed: " + example()
                    + "; a field stands behind '#', a version or stage behind '@'");
        }
        return isInside(name)
                ? Optional.empty()
                : Optional.of("the ARN names something outside of the prefix '" + prefix + "' of the store");
    }

    private String example() {
        return "write arn:aws:" + service.inArn() + ":" + region.id() + ":123456789012:" + service.resource()
                + service.root() + prefix.substring(service.root().length()) + "name";
    }

    /** What is asked of AWS; fails if {@link #problem} says so. */
    Wanted wanted(SecretId id) {
        problem(id).ifPresent(problem -> {
            throw Failures.misconfigured(problem, List.of(id));
        });
        String path = id.path().toString();
        Optional<String> version = id.version()
                .filter(given -> service != Service.SECRETS_MANAGER || !given.equals(SecretsManagerReads.CURRENT));
        return new Wanted(Arn.looksLikeOne(path) ? path : prefix + path, version);
    }

    /** Whether a name that AWS answers with is one that may be read. */
    boolean isInside(String name) {
        return name.startsWith(prefix);
    }
}
