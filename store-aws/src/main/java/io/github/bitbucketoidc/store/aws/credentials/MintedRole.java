package io.github.bitbucketoidc.store.aws.credentials;

import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.access.LoginSettings;
import io.github.bitbucketoidc.store.aws.access.RoleArns;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * A role of which sessions are made for steps; one entry among the roles of the settings.
 *
 * @param role the ARN, in which the step's identity may be filled in
 * @param duration how long a session shall last
 * @param policy what narrows the role
 * @param externalId what the role's trust policy may ask for
 * @param region what the step gets as its region
 */
public record MintedRole(
        RoleArns role, Duration duration, Optional<SessionPolicy> policy, Optional<String> externalId, String region) {

    private static final Duration DURATION = Duration.ofHours(1);

    /** Reads the section; that there is none, or an empty one, is noted. */
    public static Map<String, MintedRole> all(StoreConfig config, Region region, boolean ofStep) {
        Map<String, MintedRole> roles = new LinkedHashMap<>();
        RoleArns.Reader arns = new RoleArns.Reader(region);
        Optional<StoreConfig> section = config.section("roles");
        if (section.isEmpty() || section.get().keys().isEmpty()) {
            config.problem(
                    "roles",
                    "names no role to make credentials of",
                    "roles: { deploy: { arn: \"arn:aws:iam::123456789012:role/deploy\", duration: 15m } }");
            return roles;
        }
        StoreConfig all = section.get();
        for (String name : all.keys()) {
            if (all.isSection(name)) {
                all.section(name).ifPresent(one -> roles.put(name, of(one, arns, region, ofStep)));
            } else {
                RoleArns arn = arns.template(all, name);
                roles.put(name, new MintedRole(arn, DURATION, Optional.empty(), Optional.empty(), region.id()));
            }
        }
        return roles;
    }

    private static MintedRole of(StoreConfig section, RoleArns.Reader arns, Region region, boolean ofStep) {
        Optional<String> externalId = section.optional("external-id");
        if (ofStep && externalId.isPresent()) {
            section.problem("external-id", "is not sent with a step's token", "leave it out");
        }
        return new MintedRole(
                arns.template(section, "arn"),
                LoginSettings.duration(section, DURATION),
                SessionPolicy.of(section),
                externalId,
                section.optional("region").orElse(region.id()));
    }
}
