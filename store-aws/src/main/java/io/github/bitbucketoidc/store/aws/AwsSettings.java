package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.StoreConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/** The settings that all stores in AWS share. Notes what is wrong; makes no network call and asks no metadata service. */
final class AwsSettings {

    private static final Duration TIME_OUT = Duration.ofSeconds(5);
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}");
    private static final Map<String, String> CLIENTS = Map.of(
            "sts", "software.amazon.awssdk.services.sts.StsClient",
            "ssm", "software.amazon.awssdk.services.ssm.SsmClient");

    private final StoreConfig config;

    AwsSettings(StoreConfig config) {
        this.config = config;
    }

    /**
     * Where a store reads.
     *
     * @param region the region
     * @param endpoint the service's own address, if it is not the region's
     * @param stsEndpoint that of STS
     * @param timeOut the longest time for a read
     */
    record Place(Region region, Optional<URI> endpoint, Optional<URI> stsEndpoint, Duration timeOut) {}

    Place place() {
        Optional<URI> endpoint = endpoint("endpoint");
        Optional<URI> sts = endpoint("sts-endpoint")
                // a private address of one AWS service is not that of another; a test server answers for all
                .or(() -> endpoint.filter(uri -> !isOfAws(uri.getHost())));
        return new Place(region(endpoint.isPresent()), endpoint, sts, timeOut());
    }

    private Region region(boolean elsewhere) {
        String text = config.required("region");
        List<String> known = Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .sorted()
                .toList();
        boolean fits =
                known.contains(text) || (elsewhere && REGION.matcher(text).matches());
        if (!text.isEmpty() && !fits) {
            config.problem("region", "is not a region of AWS", "for example eu-central-1");
            return Region.US_EAST_1;
        }
        return text.isEmpty() ? Region.US_EAST_1 : Region.of(text);
    }

    private Optional<URI> endpoint(String key) {
        boolean insecure = config.flag("insecure", false);
        return config.uri(key).filter(uri -> {
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            boolean http = "http".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (uri.getHost() == null || !bare || (!https && !http)) {
                config.problem(key, "must be scheme, host and port only", "http://127.0.0.1:5000");
                return false;
            }
            if (http && !isLoopback(uri.getHost()) && !insecure) {
                config.problem(
                        key,
                        "is plain http to another machine: secrets could be read on the way",
                        "use https, or write insecure: true");
                return false;
            }
            return true;
        });
    }

    /** By its spelling: nobody is asked what a name stands for. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static boolean isOfAws(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".amazonaws.com")
                || name.endsWith(".amazonaws.com.cn")
                || name.endsWith(".api.aws")
                || name.endsWith(".amazonaws.eu");
    }

    Duration timeOut() {
        Duration timeOut = config.duration("time-out", TIME_OUT);
        if (timeOut.compareTo(Duration.ofMillis(50)) < 0 || timeOut.compareTo(Duration.ofSeconds(30)) > 0) {
            config.problem("time-out", "must be from 50ms to 30s", "");
            return TIME_OUT;
        }
        return timeOut;
    }

    /** What all names begin with, with the root of the service before it. */
    String prefix(Service service) {
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

    Content content() {
        return config.optional("as")
                .map(as -> switch (as) {
                    case "text" -> Content.ANY_FIELD_AS_TEXT;
                    case "base64" -> Content.BINARY_AS_BASE64;
                    default -> {
                        config.problem(
                                "as",
                                "must be text or base64",
                                "text for fields that are no text, base64 for binary secrets; or leave it out");
                        yield Content.STRICT;
                    }
                })
                .orElse(Content.STRICT);
    }

    /** Notes that a part of the SDK is not there. */
    void needs(String key, String artifact) {
        try {
            Class.forName(CLIENTS.get(artifact), false, AwsSettings.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            config.problem(
                    key,
                    "needs a part of the AWS SDK that is not there",
                    "add the artifact software.amazon.awssdk:" + artifact);
        }
    }
}
