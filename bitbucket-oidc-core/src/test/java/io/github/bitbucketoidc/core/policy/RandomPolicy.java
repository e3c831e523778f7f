package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy as data, and how a file writes it. */
record RandomPolicy(List<RandomPolicy.AGrant> grants, List<RandomPolicy.ADenial> denials) {

    record AGrant(
            String name,
            ClaimFilter when,
            Map<String, String> deliver,
            boolean shadow,
            Optional<LocalDate> reviewBy,
            boolean refuse) {}

    record ADenial(String name, ClaimFilter when, List<String> withhold, boolean shadow) {}

    RandomPolicy with(ADenial added) {
        List<ADenial> more = new ArrayList<>(denials);
        more.add(added);
        return new RandomPolicy(grants, more);
    }

    RandomPolicy with(AGrant replaced) {
        return new RandomPolicy(
                grants.stream()
                        .map(grant -> grant.name().equals(replaced.name()) ? replaced : grant)
                        .toList(),
                denials);
    }

    Policy read() {
        return PolicyFile.parse(yaml(), Path.of("."));
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder("version: 1\n"
                + "workspaces: { acme: { uuid: '{922e118c-f34f-4226-a897-0e0afbec553d}' } }\n"
                + "stores: { local: { type: file, path: secrets } }\n"
                + "grants:"
                + (grants.isEmpty() ? " {}" : "")
                + "\n");
        for (AGrant grant : grants) {
            rule(yaml, grant.name(), grant.when(), grant.shadow());
            yaml.append("    unpinned: true\n");
            grant.reviewBy()
                    .ifPresent(day -> yaml.append("    review-by: ").append(day).append('\n'));
            yaml.append(grant.refuse() ? "    overdue: refuse\n" : "");
            yaml.append("    deliver:\n");
            grant.deliver()
                    .forEach((variable, secret) -> yaml.append("      \"")
                            .append(variable)
                            .append("\": \"")
                            .append(secret)
                            .append("\"\n"));
        }
        yaml.append(denials.isEmpty() ? "" : "denials:\n");
        for (ADenial denial : denials) {
            rule(yaml, denial.name(), denial.when(), denial.shadow());
            yaml.append("    when-absent: withhold\n");
            yaml.append("    withhold: [\"")
                    .append(String.join("\", \"", denial.withhold()))
                    .append("\"]\n");
        }
        return yaml.toString();
    }

    private static void rule(StringBuilder yaml, String name, ClaimFilter when, boolean shadow) {
        yaml.append("  ").append(name).append(":\n    when: '");
        yaml.append(when.toString().replace("'", "''")).append("'\n");
        yaml.append(shadow ? "    mode: shadow\n" : "");
    }
}
