package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.sdk.Arn;
import io.github.bitbucketoidc.store.support.CallerTemplate;
import io.github.bitbucketoidc.store.support.UuidText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Which IAM role a step gets. */
public interface RoleArns {

    /** The role's ARN; empty if this step has none. */
    Optional<String> of(Caller caller);

    /** One role for all, or one whose name is made of the step's identity. */
    record Template(CallerTemplate arn) implements RoleArns {

        @Override
        public Optional<String> of(Caller caller) {
            return arn.filledFor(caller);
        }

        String text() {
            return arn.text();
        }

        String sample() {
            return arn.sample();
        }
    }

    /** A role for each repository, or for all repositories of a workspace that have none of their own. */
    record ByUuid(Map<UUID, RoleArns> roles) implements RoleArns {

        public ByUuid {
            roles = Map.copyOf(roles);
        }

        @Override
        public Optional<String> of(Caller caller) {
            return caller.uuid("repository")
                    .map(roles::get)
                    .or(() -> caller.uuid("workspace").map(roles::get))
                    .flatMap(role -> role.of(caller));
        }
    }

    /** Reads the ARN of a role and notes what is wrong with it. */
    final class Reader {

        private static final Pattern NAME = Pattern.compile("role/([\\x21-\\x7E]{1,511}/)?[A-Za-z0-9_+=,.@-]{1,64}");

        private final Region region;

        public Reader(Region region) {
            this.region = region;
        }

        /** The ARN under a key, in which the step's identity may be filled in. */
        public Template template(StoreConfig section, String key) {
            Template template = new Template(CallerTemplate.of(section.required(key)));
            if (!template.text().isEmpty()) {
                problem(template.sample())
                        .ifPresent(problem -> section.problem(
                                key, problem, "for example arn:aws:iam::123456789012:role/payments-ci"));
            }
            return template;
        }

        private Optional<String> problem(String text) {
            if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
                return Optional.of(
                        "holds a brace of no known word; known are {workspace}, {repository}, {environment}");
            }
            Optional<Arn> arn = Arn.parse(text);
            String partition = PartitionMetadata.of(region).id();
            if (arn.isEmpty()
                    || !arn.get().service().equals("iam")
                    || !arn.get().region().isEmpty()) {
                return Optional.of("is not the ARN of a role");
            }
            if (!arn.get().partition().equals(partition)) {
                return Optional.of("is of the partition '" + arn.get().partition() + "', and the region " + region.id()
                        + " is in '" + partition + "'");
            }
            return NAME.matcher(arn.get().resource()).matches()
                    ? Optional.empty()
                    : Optional.of("is not the ARN of a role");
        }

        /** {@code role}, one for all, or {@code roles}, by the UUIDs of repositories and workspaces. */
        RoleArns oneOrMany(StoreConfig section) {
            if (section.has("role") == section.has("roles")) {
                section.problem("role", "write either role or roles", "role: \"arn:aws:iam::...:role/payments-ci\"");
            }
            return section.section("roles")
                    .<RoleArns>map(this::byUuid)
                    .orElseGet(() -> section.has("role") ? template(section, "role") : new ByUuid(Map.of()));
        }

        private ByUuid byUuid(StoreConfig section) {
            Map<UUID, RoleArns> roles = new LinkedHashMap<>();
            for (String key : section.keys()) {
                Template role = template(section, key);
                Optional<UUID> uuid = UuidText.parse(key);
                if (uuid.isEmpty()) {
                    section.problem(
                            key,
                            "is not the UUID of a repository or a workspace",
                            "write it as Bitbucket shows it, in braces and quotes");
                } else if (roles.put(uuid.get(), role) != null) {
                    section.problem(key, "names a repository or workspace twice", "");
                }
            }
            return new ByUuid(roles);
        }
    }
}
