package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.nio.file.Path;
import java.util.UUID;

/** Policies with any number of grants, pinned in every way that there is, in equal shares. */
final class ManyGrants {

    private static final String HEAD = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
            stores:
              local: { type: file, path: secrets }
            grants:
            """;

    private ManyGrants() {}

    static String text(int count) {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < count; i++) {
            String own = repository(i);
            String other = "\"{" + new UUID(0x5000L, 0x8000_0000_0000_0000L + i) + "}\"";
            switch (i % 5) {
                case 0 -> grant(text, i, "repository is " + own + " and branch is \"main\"", "TOKEN", "g" + i);
                case 1 ->
                    grant(
                            text,
                            i,
                            "repository in [" + own + ", " + other + "] and branch like \"release/*\"",
                            "TOKEN",
                            "g" + i);
                case 2 ->
                    grant(
                            text,
                            i,
                            "(repository is " + own + " or repository is " + other + ") and environment is present",
                            "TOKEN",
                            "g" + i);
                case 3 -> grant(text, i, "claim \"team\" is \"t" + i + "\"", "TOKEN_" + i, "teams/{repository}/t" + i);
                default -> {
                    grant(text, i, "claim \"tier\" is \"x" + i + "\"", "TOKEN_OF_TIER", "g" + i);
                    text.append("    unpinned: true\n");
                }
            }
        }
        return text.toString();
    }

    private static void grant(StringBuilder text, int number, String when, String variable, String path) {
        text.append("  grant-").append(number).append(":\n    when: '").append(when);
        text.append("'\n    deliver: { ").append(variable).append(": \"local:").append(path);
        text.append("\" }\n");
    }

    private static String repository(int number) {
        return "\"{" + new UUID(0x4000L, 0x8000_0000_0000_0000L + number) + "}\"";
    }

    static Policy read(String text) {
        return PolicyFile.parse(text, Path.of(""));
    }

    /** Steps that are each granted something: the five kinds of the last grants of a policy of this size. */
    static Claims[] steps(int count) {
        Claims[] steps = new Claims[5];
        for (int i = count - 5; i < count; i++) {
            Claims.Builder claims = Claims.builder()
                    .text("workspaceUuid", "{922e118c-f34f-4226-a897-0e0afbec553d}")
                    .text("stepUuid", "{759de0c6-eaee-4eaa-b7a6-c507eec759a7}")
                    .text("repositoryUuid", repository(i).replace("\"", ""))
                    .text("deploymentEnvironmentUuid", "{bd715740-c970-486b-b68a-b421ec2a1f8b}")
                    .text("branchName", i % 5 == 1 ? "release/1" : "main");
            if (i % 5 == 3) {
                claims.text("team", "t" + i);
            }
            if (i % 5 == 4) {
                claims.text("tier", "x" + i);
            }
            steps[i % 5] = claims.build();
        }
        return steps;
    }
}
