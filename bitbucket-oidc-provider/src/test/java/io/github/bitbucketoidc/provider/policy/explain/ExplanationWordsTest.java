package io.github.bitbucketoidc.provider.policy.explain;

import static io.github.bitbucketoidc.provider.policy.Sample.NOW;
import static io.github.bitbucketoidc.provider.policy.Sample.PAYMENTS;
import static io.github.bitbucketoidc.provider.policy.Sample.decided;
import static io.github.bitbucketoidc.provider.policy.Sample.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.policy.Policy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an explanation says would have to be different, for each kind of condition, and how rules are picked and put in order. */
class ExplanationWordsTest {

    /** On {@code main}, of payments, without an environment, and with a claim of each other type. */
    private static Claims.Builder claims() {
        return Claims.builder()
                .text("branchName", "main")
                .text("repositoryUuid", "{" + PAYMENTS + "}")
                .number("attempt", 2)
                .flag("manual", true)
                .list("aud", List.of("ari:a", "ari:b"))
                .other("nested");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branch is \"develop\"                      | branch were \"develop\"",
                "not branch is \"main\"                     | branch were not \"main\"",
                "branch in [\"a\", \"b\"]                   | branch were one of \"a\", \"b\"",
                "not branch in [\"main\", \"b\"]            | branch were not one of \"main\", \"b\"",
                "branch like \"release/?-*\"                | branch matched \"release/?-*\"",
                "not branch like \"m*\"                     | branch did not match \"m*\"",
                "audience has \"ari:x\"                    | audience had \"ari:x\"",
                "not audience has \"ari:a\"                | audience did not have \"ari:a\"",
                "environment is present                     | environment were present; the step has no deployment environment",
                "not environment is absent                  | environment were present; the step has no deployment environment",
                "branch is absent                           | branch were absent",
                "not branch is present                      | branch were absent",
                "environment is production                  | environment were production; the step has no deployment environment",
                "repository is billing                      | repository were billing",
                "repository in [billing, payments] and branch is \"x\" | branch were \"x\"",
                "repository in [billing, \"{a2e489be-ce6a-42a0-a8c8-eadbf1174ac7}\"] | repository were one of billing, \"{a2e489be-ce6a-42a0-a8c8-eadbf1174ac7}\"",
                "pipeline is present                        | pipeline were present; the step has no pipeline",
                "claim \"attempt\" is 3                     | claim \"attempt\" were 3",
                "claim \"manual\" is false                  | claim \"manual\" were false",
                "branch is \"x\" and claim \"attempt\" is 3 | branch were \"x\", and claim \"attempt\" were 3",
                "branch is \"x\" and claim \"attempt\" is 3 or environment is absent and branch is \"y\" | branch were \"y\"",
            })
    void saysWhatWouldHaveToHold(String condition, String changes) {
        assertThat(explain(condition, claims().build())).endsWith("\n  would apply if " + changes + "\n");
    }

    @Test
    void namesABranchThatIsMissing() {
        assertThat(explain("branch is \"main\"", Claims.builder().build()))
                .contains("branch is \"main\": the step has no branch\n")
                .endsWith("  would apply if branch were \"main\"; the step has no branch\n");
    }

    /** Each kind of claim is still there when another one is thought to be different. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "repository is payments",
                "claim \"attempt\" is 2",
                "claim \"manual\" is true",
                "audience has \"ari:a\"",
            })
    void keepsWhatAlreadyHolds(String holds) {
        assertThat(explain(holds + " and branch is \"develop\"", claims().build()))
                .endsWith("\n  would apply if branch were \"develop\"\n");
    }

    @Test
    void suggestsNothingThatCannotBeHad() {
        assertThat(explain("branch is \"a\" and branch is \"b\"", claims().build()))
                .doesNotContain("would apply if");
    }

    @Test
    void saysThatThereIsNothingToSay() {
        assertThat(decided(policy(""), claims().build(), NOW).explain())
                .hasToString("The policy holds no grant and no denial.\n");
    }

    @Test
    void showsTenGrantsThatAlmostApplyTheNearestFirst() {
        StringBuilder rules = new StringBuilder("grants:\n");
        for (int i = 1; i <= 12; i++) {
            String far = i == 12 ? "" : " and claim \"attempt\" is 9";
            rules.append(
                    "  g%d: { when: 'repository is payments and branch is \"b%d\"%s', deliver: { V%d: local:a#b } }%n"
                            .formatted(i, i, far, i));
        }
        rules.append("  yes: { when: repository is payments, deliver: { Y: local:a#b } }\n");
        assertThat(decided(policy(rules.toString()), claims().build(), NOW)
                        .explain()
                        .grants())
                .extracting(ExplainedRule::name)
                .containsExactly("yes", "g12", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9");
    }

    @Test
    void showsTenDenialsThatAlmostApplyTheNearestFirst() {
        StringBuilder rules = new StringBuilder("denials:\n");
        IntStream.rangeClosed(1, 12)
                .forEach(i -> rules.append(
                        "  d%d: { when: 'branch is \"b%d\"%s', when-absent: withhold, withhold: [\"*\"] }%n"
                                .formatted(i, i, i == 12 ? "" : " and claim \"attempt\" is 9")));
        rules.append("  frozen: { when: 'branch is \"main\"', when-absent: withhold, withhold: [\"*\"] }\n");
        rules.append("  unknown: { when: 'environment is production', when-absent: withhold, withhold: [\"*\"] }\n");
        List<ExplainedRule> denials = decided(policy(rules.toString()), claims().build(), NOW)
                .explain()
                .denials();
        assertThat(denials)
                .extracting(ExplainedRule::name)
                .containsExactly("frozen", "unknown", "d12", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9");
        assertThat(denials).extracting(ExplainedRule::applies).startsWith(true, true, false);
    }

    @Test
    void marksTheConditionThatCameFirstAndShadowMode() {
        assertThat(explain("branch is \"main\"", "mode: shadow, ", claims().build()))
                .isEqualTo("""
                        grant `g` (line 12): applies, in shadow mode
                            YES  branch is "main": the step has "main"
                        """);
        assertThat(explain("not branch is \"main\" and repository in [billing, payments]", claims().build()))
                .startsWith("""
                        grant `g` (line 12): does not apply
                          > YES  not branch is "main": the step has "main"
                            YES  repository in [billing, payments]: the step has "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"
                        """);
    }

    private static String explain(String condition, Claims claims) {
        return explain(condition, "", claims);
    }

    private static String explain(String condition, String mode, Claims claims) {
        Policy policy = policy(
                "grants:\n  g: { unpinned: true, " + mode + "when: '" + condition + "', deliver: { A: local:a#b } }\n");
        return decided(policy, claims, NOW).explain().text();
    }
}
