package io.github.bitbucketoidc.store.aws.reading;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.sdk.Arn;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import io.github.bitbucketoidc.store.support.Failures;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * From the path of a reference to what AWS is asked for. A plain path stands below the prefix of the settings; an ARN is
 * taken as it is and must name something below that prefix, in the region that the store reads from. Immutable.
 */
public final class Names {

    /** The stage that Secrets Manager gives without being asked for one. */
    public static final String CURRENT = "AWSCURRENT";

    private final Service service;
    private final String prefix;
    private final Region region;

    /** The prefix with the root of the service's names, for example {@code /ci/}; may be empty. */
    Names(Service service, String prefix, Region region) {
        this.service = service;
        this.prefix = prefix;
        this.region = region;
    }

    /** Names below the prefix that the settings hold; what is wrong with it is noted. */
    static Names of(StoreConfig config, Service service, Region region) {
        return new Names(service, prefix(config, service), region);
    }

    /** What all names begin with, with the root of the service before it. */
    private static String prefix(StoreConfig config, Service service) {
        Optional<String> written = config.optional("prefix");
        if (written.isEmpty()) {
            return service.root();
        }
        String prefix = written.get();
        String whole = prefix.startsWith(service.root()) ? prefix : service.root() + prefix;
        char last = whole.charAt(whole.length() - 1);
        boolean ends = service.signs().indexOf(last) >= 0 || last == '/';
        if (!service.isName(whole + "x") || whole.contains("//")) {
            config.problem(
                    "prefix",
                    "must be letters, digits and " + service.signs() + " as in the names of " + service.title(),
                    "for example \"ci/\"");
        } else if (!ends) {
            config.problem(
                    "prefix",
                    "ends in the middle of a word, so it would also let in names that go on after it",
                    "end it with a '/', for example \"ci/\"");
        }
        return whole;
    }

    /** What AWS is asked for: a name or an ARN, in the version or stage that is wanted. */
    public record Wanted(String id, Optional<String> version) {

        /** Whether it is what AWS gives without being asked for a version. */
        public boolean isCurrent() {
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
    public Wanted wanted(SecretId id) {
        problem(id).ifPresent(problem -> {
            throw Failures.misconfigured(problem, List.of(id));
        });
        String path = id.path().toString();
        Optional<String> version =
                id.version().filter(given -> service != Service.SECRETS_MANAGER || !given.equals(CURRENT));
        return new Wanted(Arn.looksLikeOne(path) ? path : prefix + path, version);
    }

    /** Whether a name that AWS answers with is one that may be read. */
    public boolean isInside(String name) {
        return name.startsWith(prefix);
    }
}
