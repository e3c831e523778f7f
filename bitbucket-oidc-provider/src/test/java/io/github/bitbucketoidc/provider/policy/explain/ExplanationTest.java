package io.github.bitbucketoidc.provider.policy.explain;

import static io.github.bitbucketoidc.provider.policy.Sample.decide;
import static io.github.bitbucketoidc.provider.policy.Sample.policy;
import static io.github.bitbucketoidc.provider.policy.Sample.step;
import static io.github.bitbucketoidc.provider.policy.Sample.stepWithout;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.Sample;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private final Policy policy = policy("""
            grants:
              upload:
                when: repository is payments and environment is production and (branch is "main" or branch like "release/*")
                deliver: { HUB_ID: local:hub#id }
            denials:
              frozen: { when: branch is present and branch like "experiment/**", withhold: ["*"] }
            """);

    @Test
    void saysThatAnEnvironmentIsMissing() {
        assertThat(decide(policy, stepWithout("deploymentEnvironmentUuid"))
                        .explain()
                        .text())
                .isEqualTo("""
                        grant `upload` (line 12): does not apply
                            YES  repository is payments: the step has "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"
                          > UNKNOWN  environment is production: the step has no deployment environment
                            YES  branch is "main": the step has "main"
                            NO  branch like "release/*": the step has "main"
                          would apply if environment were production; the step has no deployment environment
                        denial `frozen` (line 16): does not apply
                            YES  branch is present: the step has "main"
                          > NO  branch like "experiment/**": the step has "main"
                        """);
    }

    @Test
    void namesWhatOnlyLooksAlike() {
        assertThat(decide(policy, step("branchName", "refs/heads/main"))
                        .explain()
                        .text())
                .contains("they only look alike: one starts with `refs/heads/` or the like");
        assertThat(decide(policy, step("branchName", "Main")).explain().text())
                .contains("they only look alike: letter case");
    }

    @Test
    void saysWhatApplies() {
        assertThat(decide(policy, step()).explain().text()).startsWith("grant `upload` (line 12): applies\n");
    }

    @Test
    void hasAStableFormForTools() {
        assertThat(decide(policy, step("branchName", "develop")).explain().toJson())
                .isEqualTo("{\"version\":1,\"policy\":\"" + policy.digest() + "\",\"grants\":[{\"name\":\"upload\","
                        + "\"line\":12,\"shadow\":false,\"outcome\":\"NO\",\"applies\":false,\"lapsed\":false,"
                        + "\"predicates\":["
                        + predicate(
                                "repositoryUuid",
                                "is \\\"{" + Sample.PAYMENTS + "}\\\"",
                                "{" + Sample.PAYMENTS + "}",
                                true)
                        + ","
                        + predicate(
                                "deploymentEnvironmentUuid",
                                "is \\\"{" + Sample.PRODUCTION + "}\\\"",
                                "{" + Sample.PRODUCTION + "}",
                                true)
                        + ","
                        + predicate("branchName", "is \\\"main\\\"", "develop", false)
                        + ","
                        + predicate("branchName", "like \\\"release/*\\\"", "develop", false)
                        + "],\"firstDivergence\":2,\"wouldApplyIf\":[\"branch were \\\"main\\\"\"]}],"
                        + "\"denials\":[{\"name\":\"frozen\",\"line\":16,\"shadow\":false,\"outcome\":\"NO\","
                        + "\"applies\":false,\"lapsed\":false,\"predicates\":["
                        + predicate("branchName", "is present", "develop", true).replace("is present\\", "is present")
                        + ","
                        + predicate("branchName", "like \\\"experiment/**\\\"", "develop", false)
                        + "],\"firstDivergence\":1,\"wouldApplyIf\":[]}]}");
    }

    private static String predicate(String claim, String expected, String actual, boolean met) {
        return "{\"claim\":\"" + claim + "\",\"expected\":\"" + expected + "\",\"actual\":\"\\\"" + actual
                + "\\\"\",\"outcome\":\"" + (met ? "YES" : "NO") + "\",\"negated\":false,\"met\":" + met
                + ",\"lookAlikes\":[]}";
    }
}
