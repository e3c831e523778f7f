package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.support.Loopback;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * The addresses that the SDK takes from the environment, from system properties or from a profile, where the settings name none: they
 * are held to the same rule as those of the settings, so that no credential and no secret goes over a network in the clear (attack row
 * W11). Asks nobody.
 */
final class ConfiguredEndpoints {

    /** How the SDK names a service in its variables, properties and profiles. */
    private static final Map<String, String> PROPERTIES =
            Map.of("secretsmanager", "SecretsManager", "ssm", "Ssm", "sts", "Sts");

    private static final Map<String, String> NAMES =
            Map.of("secretsmanager", "secrets_manager", "ssm", "ssm", "sts", "sts");

    private ConfiguredEndpoints() {}

    /**
     * Notes a plain http address of another machine, unless that is allowed.
     *
     * @param service as an ARN names it
     * @param profile the profile of the login, if the settings name one
     */
    static void check(StoreConfig config, String service, Optional<String> profile, boolean insecure) {
        if (insecure) {
            return;
        }
        String name = profile.orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow);
        try {
            inEffect(service, name).filter(ConfiguredEndpoints::isInTheClear).ifPresent(uri -> {
                String title = String.valueOf(NAMES.get(service)).toUpperCase(Locale.ROOT);
                config.problem(
                        "endpoint",
                        "is not set here, and AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_" + title + " or the profile '" + name
                                + "' sets plain http to another machine: secrets could be read on the way",
                        "fix: use https there, or write insecure: true");
            });
        } catch (RuntimeException unreadable) {
            config.problem(
                    "endpoint",
                    "AWS_ENDPOINT_URL, or endpoint_url in the AWS files of this user, is no address",
                    "fix: write https://host there, or take it out");
        }
    }

    /** As the SDK's own clients find it; empty where that is the address of the region. */
    private static Optional<URI> inEffect(String service, String profile) {
        String property = String.valueOf(PROPERTIES.get(service));
        String name = String.valueOf(NAMES.get(service));
        return AwsClientEndpointProvider.builder()
                .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_" + name.toUpperCase(Locale.ROOT))
                .serviceEndpointOverrideSystemProperty("aws.endpointUrl" + property)
                .serviceProfileProperty(name)
                .profileFile(ProfileFile::defaultProfileFile)
                .profileName(profile)
                .resolveFromOverrides();
    }

    private static boolean isInTheClear(URI uri) {
        return !"https".equalsIgnoreCase(uri.getScheme()) && (uri.getHost() == null || !Loopback.isHost(uri.getHost()));
    }
}
