package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.nio.file.Path;

/** Policies of two workspaces with a little of everything. */
final class Samples {

    private static final String HEAD = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
              umbrella: { uuid: "{0f1c3e5a-9b7d-4c2e-8a61-5d3f7b9e1c24}", audiences: [umbrella.example] }
            stores:
              local: { type: file, path: secrets }
            names:
              repositories:
                payments: { uuid: "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}", workspace: acme }
                ledger: { uuid: "{5f2c0b64-3a0d-4d55-9f3e-2a6f7c1d8e90}", workspace: umbrella }
              environments: { production: "{bd715740-c970-486b-b68a-b421ec2a1f8b}" }
            """;

    static final String RULES = """
            grants:
              release:
                when: repository is payments and environment is production and (branch is "main" or branch like "release/*")
                deliver: { TOKEN: local:token, "DB_*": local:db }
              ledger:
                when: repository is ledger and not (branch like "wip/**") and claim "level" in [1, 2]
                deliver: { LEDGER: "local:{repository}/ledger" }
              reviewed:
                review-by: 2027-06-30
                overdue: refuse
                when: workspace is acme
                deliver: { SHARED: local:shared }
              trial:
                mode: shadow
                when: workspace is umbrella and audience has "umbrella.example"
                deliver: { TRIAL: local:trial }
            denials:
              root: { when: workspace is acme, withhold: ["*_ROOT"] }
              wip: { when: 'branch is present and branch like "wip/**"', withhold: ["*"] }
            """;

    private Samples() {}

    static Policy policy() {
        return policy(RULES);
    }

    static Policy policy(String rules) {
        return PolicyFile.parse(HEAD + rules, Path.of("."));
    }
}
