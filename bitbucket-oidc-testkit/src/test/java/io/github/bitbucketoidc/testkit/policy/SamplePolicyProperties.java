package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.provider.policy.Policy;

/** The kit's laws hold for a policy with a little of everything. */
class SamplePolicyProperties extends PolicyLaws {

    @Override
    protected Policy policy() {
        return Samples.policy();
    }
}
