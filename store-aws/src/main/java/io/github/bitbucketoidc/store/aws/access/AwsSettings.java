package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.sdk.ClientSettings;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import io.github.bitbucketoidc.store.support.Loopback;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/** The settings that all stores in AWS share. Notes what is wrong; makes no network call and asks no metadata service. */
public final class AwsSettings {

    private static final Duration TIME_OUT = Duration.ofSeconds(5);
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}");
    private static final Map<String, String> CLIENTS = Map.of(
            "sts", "software.amazon.awssdk.services.sts.StsClient",
            "ssm", "software.amazon.awssdk.services.ssm.SsmClient");

    private final StoreConfig config;

    public AwsSettings(StoreConfig config) {
        this.config = config;
    }

    public ClientSettings clientSettings() {
        Optional<URI> endpoint = endpoint("endpoint");
        Optional<URI> sts = endpoint("sts-endpoint")
                // a private address of one AWS service is not that of another; a test server answers for all
                .or(() -> endpoint.filter(uri -> !isOfAws(uri.getHost())));
        return new ClientSettings(region(endpoint.isPresent()), endpoint, sts, timeOut());
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
            if (http && !Loopback.isHost(uri.getHost()) && !insecure) {
                config.problem(
                        key,
                        "is plain http to another machine: secrets could be read on the way",
                        "use https, or write insecure: true");
                return false;
            }
            return true;
        });
    }

    /** Holds the addresses that the SDK would find by itself to the rule of {@code insecure}. */
    public void checkConfiguredEndpoints(Optional<Service> service, ClientSettings clientSettings, Login login) {
        boolean insecure = config.flag("insecure", false);
        if (config.settingsOnly()) {
            return;
        }
        Optional<String> profile = login instanceof Login.Own own
                ? own.profile()
                : login instanceof Login.Role role ? role.own().profile() : Optional.empty();
        if (clientSettings.endpoint().isEmpty()) {
            service.ifPresent(read -> ConfiguredEndpoints.check(config, read.inArn(), profile, insecure));
        }
        // a profile or a web identity file may stand for a role: the SDK asks STS by itself then
        if (clientSettings.stsEndpoint().isEmpty() || !(login instanceof Login.Step)) {
            ConfiguredEndpoints.check(config, "sts", profile, insecure);
        }
    }

    private static boolean isOfAws(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".amazonaws.com")
                || name.endsWith(".amazonaws.com.cn")
                || name.endsWith(".api.aws")
                || name.endsWith(".amazonaws.eu");
    }

    public Duration timeOut() {
        return config.duration("time-out", TIME_OUT, Duration.ofMillis(50), Duration.ofSeconds(30));
    }

    /** Notes that a part of the SDK is not there. */
    public void needs(String key, String artifact) {
        if (config.settingsOnly()) {
            return; // what is there where a policy is tested says nothing of the provider
        }
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
