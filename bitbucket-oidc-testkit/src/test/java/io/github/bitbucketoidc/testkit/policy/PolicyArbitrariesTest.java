package io.github.bitbucketoidc.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.provider.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;

class PolicyArbitrariesTest {

    private final Policy policy = Samples.policy();

    /** So that a rule that is too wide is found in hundreds of tries, not millions. */
    @Example
    void hundredsOfStepsMeetEveryRuleAndMissIt() {
        List<Step> steps =
                PolicyArbitraries.steps(policy).sampleStream().limit(500).toList();
        Set<String> met = new TreeSet<>();
        Set<String> missed = new TreeSet<>();
        for (Step step : steps) {
            policy.grants().values().forEach(grant -> {
                boolean applies = grant.when().evaluate(step.claims()) == Outcome.YES;
                (applies ? met : missed).add(grant.name());
            });
        }
        assertThat(met).isEqualTo(policy.grants().keySet());
        assertThat(missed).isEqualTo(policy.grants().keySet());
    }

    @Example
    void everyStepIsOneThatATokenCouldHave() {
        PolicyArbitraries.steps(policy).sampleStream().limit(500).forEach(step -> {
            assertThat(step.decision().policyDigest()).isEqualTo(policy.digest());
            assertThat(step.claims().text("sub").orElseThrow())
                    .startsWith(step.claims().text("repositoryUuid").orElseThrow());
        });
    }
}
