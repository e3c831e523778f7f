package io.github.bitbucketoidc.provider.policy;

import static io.github.bitbucketoidc.provider.policy.Sample.step;
import static io.github.bitbucketoidc.provider.policy.Sample.stepWithout;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Which rules are looked at at all. That none is left out which applies, the laws of the policy prove; here it is that those are left out
 * which need not be looked at.
 */
class ClaimIndexTest {

    private static Claims claims(Map<String, String> step) {
        Claims.Builder claims = Claims.builder();
        step.forEach(claims::text);
        return claims.build();
    }

    private static List<String> grants(String rules, Claims claims) {
        Policy policy = Sample.policy("grants:\n" + rules.indent(2));
        return ClaimIndex.ofGrants(policy.grants().values()).candidates(claims).stream()
                .map(Grant::name)
                .toList();
    }

    private static List<String> grants(String rules, Map<String, String> step) {
        return grants(rules, claims(step));
    }

    private static List<String> denials(String rules, Map<String, String> step) {
        Policy policy = Sample.policy("denials:\n" + rules.indent(2));
        return ClaimIndex.ofDenials(policy.denials().values()).candidates(claims(step)).stream()
                .map(Denial::name)
                .toList();
    }

    @Test
    void aGrantIsFiledUnderTheValueThatFewestShare() {
        String rules = """
                one: { when: repository is payments and branch is "main", deliver: { A: "local:a#a" } }
                two: { when: repository is billing and branch is "main", deliver: { B: "local:b#b" } }
                three: { when: branch is "main" and repository is billing, deliver: { C: "local:c#c" } }
                """;
        assertThat(grants(rules, step())).containsExactly("one");
        assertThat(grants(rules, step("repositoryUuid", "{" + Sample.BILLING + "}")))
                .containsExactly("two", "three");
        assertThat(grants(rules, step("repositoryUuid", "{" + Sample.PRODUCTION + "}")))
                .isEmpty();
    }

    @Test
    void valuesOfOneHashAreStillTwo() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        String rules = """
                one: { when: branch is "Aa", unpinned: true, deliver: { A: "local:a#a" } }
                two: { when: branch is "BB", unpinned: true, deliver: { B: "local:b#b" } }
                """;
        assertThat(grants(rules, step("branchName", "Aa"))).containsExactly("one");
        assertThat(grants(rules, step("branchName", "BB"))).containsExactly("two");
    }

    @Test
    void aListIsFiledUnderEachOfItsValues() {
        String rules = """
                list: { when: 'repository in [payments, billing]', deliver: { A: "local:a#a" } }
                wide: { when: 'repository in [payments, billing] and branch is "topic"', deliver: { B: "local:b#b" } }
                """;
        assertThat(grants(rules, step())).containsExactly("list");
        assertThat(grants(rules, step("branchName", "topic"))).containsExactly("list", "wide");
        assertThat(grants(rules, step("repositoryUuid", "{" + Sample.PRODUCTION + "}")))
                .isEmpty();
    }

    @Test
    void anAlternativeIsFiledUnderAllItsMembers() {
        String rules = """
                either: { when: repository is payments or environment is production, unpinned: true, deliver: { A: "local:a#a" } }
                open: { when: repository is billing or branch like "x/*", unpinned: true, deliver: { B: "local:b#b" } }
                """;
        assertThat(grants(rules, step())).containsExactly("either", "open");
        assertThat(grants(rules, stepWithout("repositoryUuid"))).containsExactly("either", "open");
        Map<String, String> neither = stepWithout("repositoryUuid");
        neither.remove("deploymentEnvironmentUuid");
        assertThat(grants(rules, neither)).containsExactly("open");
    }

    @Test
    void aNegationIsFiledByDeMorgan() {
        String rules = """
                not-or: { when: 'repository is payments and not (branch is "a" or not environment is production)', deliver: { A: "local:a#a" } }
                not-and: { when: 'not (not repository is billing and not branch is "x")', unpinned: true, deliver: { B: "local:b#b" } }
                never: { when: 'repository is payments and not branch is "x"', deliver: { C: "local:c#c" } }
                """;
        assertThat(grants(rules, step())).containsExactly("not-or", "never");
        assertThat(grants(rules, step("branchName", "x"))).containsExactly("not-or", "not-and", "never");
        assertThat(grants(rules, step("repositoryUuid", "{" + Sample.BILLING + "}")))
                .contains("not-and")
                .doesNotContain("never");
    }

    @Test
    void anAudienceIsFiledAloneAndInAList() {
        String rules = """
                vault: { when: 'repository is payments and audience has "vault"', deliver: { A: "local:a#a" } }
                aws: { when: 'repository is payments and audience has "aws"', deliver: { B: "local:b#b" } }
                other: { when: repository is payments, deliver: { C: "local:c#c" } }
                """;
        Claims.Builder alone = Claims.builder();
        step().forEach(alone::text);
        assertThat(grants(rules, alone.text("aud", "vault").build())).containsExactly("vault", "other");
        Claims.Builder listed = Claims.builder();
        step().forEach(listed::text);
        assertThat(grants(rules, listed.list("aud", List.of("aws", "vault")).build()))
                .containsExactly("vault", "aws", "other");
        assertThat(grants(rules, step())).containsExactly("other");
    }

    @Test
    void aDenialIsRuledOutOnlyByAClaimThatNoTokenLacks() {
        String rules = """
                repository: { when: repository is billing, withhold: [ A ] }
                environment: { when: environment is production, when-absent: withhold, withhold: [ B ] }
                branch: { when: branch is "other", when-absent: withhold, withhold: [ C ] }
                both: { when: repository is billing and branch is "main", when-absent: withhold, withhold: [ D ] }
                """;
        assertThat(denials(rules, step())).containsExactly("environment", "branch");
        assertThat(denials(rules, stepWithout("deploymentEnvironmentUuid"))).containsExactly("environment", "branch");
        assertThat(denials(rules, step("repositoryUuid", "{" + Sample.BILLING + "}")))
                .containsExactly("repository", "environment", "branch", "both");
    }

    @Test
    void aPolicyWithoutRulesHasNoCandidates() {
        assertThat(ClaimIndex.ofGrants(List.of()).candidates(claims(step()))).isEmpty();
    }
}
