package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.provider.policy.Policy;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Generators that are derived from a policy of one's own.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<Step> steps() {
 *     return PolicyArbitraries.steps(policy);
 * }
 * }</pre>
 * @since 0.1.0
 */
public final class PolicyArbitraries {

    private PolicyArbitraries() {}

    /**
     * Steps near the boundaries of the policy: those to which a rule applies, and those that differ from one of them in up to
     * three claims. So a rule that is too wide is found in hundreds of tries. Nothing is shrunk.
     *
     * @param policy the policy
     * @return steps of its workspaces
     */
    public static Arbitrary<Step> steps(Policy policy) {
        StepSource source = StepSource.of(policy);
        return Arbitraries.randomValue(source::random);
    }
}
