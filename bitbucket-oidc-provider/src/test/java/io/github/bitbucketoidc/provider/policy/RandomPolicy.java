package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy as data, and how a file writes it. */
public record RandomPolicy(List<RandomPolicy.AGrant> grants, List<RandomPolicy.ADenial> denials) {

    public record AGrant(
            String name,
            ClaimFilter when,
            Map<String, String> deliver,
            boolean shadow,
            Optional<LocalDate> reviewBy,
            boolean refuse) {}

    public record ADenial(
            String name, ClaimFilter when, List<String> withhold, List<String> withholdSecrets, boolean shadow) {}

    /** What wildcards say that they bring; the one that is not here brings any name. */
    public static final Map<String, List<String>> ONLY = Map.of("*_L", List.of("X_L", "Y*_L"));

    public RandomPolicy with(ADenial added) {
        List<ADenial> more = new ArrayList<>(denials);
        more.add(added);
        return new RandomPolicy(grants, more);
    }

    public RandomPolicy with(AGrant replaced) {
        return new RandomPolicy(
                grants.stream()
                        .map(grant -> grant.name().equals(replaced.name()) ? replaced : grant)
                        .toList(),
                denials);
    }

    public Policy read() {
        return PolicyFile.parse(yaml(), Path.of("."));
    }

    public String yaml() {
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
                            .append("\": ")
                            .append(source(variable, secret))
                            .append('\n'));
        }
        yaml.append(denials.isEmpty() ? "" : "denials:\n");
        for (ADenial denial : denials) {
            rule(yaml, denial.name(), denial.when(), denial.shadow());
            yaml.append("    when-absent: withhold\n");
            list(yaml, "withhold", denial.withhold());
            list(yaml, "withhold-secrets", denial.withholdSecrets());
        }
        return yaml.toString();
    }

    private static void list(StringBuilder yaml, String key, List<String> values) {
        if (!values.isEmpty()) {
            yaml.append("    ")
                    .append(key)
                    .append(": [\"")
                    .append(String.join("\", \"", values))
                    .append("\"]\n");
        }
    }

    private static String source(String variable, String secret) {
        if (!variable.startsWith("*")) {
            return '"' + secret + '"';
        }
        List<String> only = ONLY.get(variable);
        return "{ from: \"" + secret + "\", "
                + (only == null ? "any-name: true" : "only: [\"" + String.join("\", \"", only) + "\"]") + " }";
    }

    private static void rule(StringBuilder yaml, String name, ClaimFilter when, boolean shadow) {
        yaml.append("  ").append(name).append(":\n    when: '");
        yaml.append(when.toString().replace("'", "''")).append("'\n");
        yaml.append(shadow ? "    mode: shadow\n" : "");
    }
}
