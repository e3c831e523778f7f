package io.github.bitbucketoidc.examples.policyrepository;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.testkit.policy.PolicyLaws;

/** The laws of the language, for our policy. */
class PolicyProperties extends PolicyLaws {

    @Override
    protected Policy policy() {
        return OurRules.policy();
    }
}
