package io.github.bitbucketoidc.examples.policyrepository;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.testkit.policy.PolicyTestFile;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyTest {

    private final Policy policy = OurRules.policy();

    @TestFactory
    Stream<DynamicTest> stepsGetWhatTheyShould() {
        return PolicyTestFile.tests(Path.of("policy-tests.yaml"));
    }

    @Test
    void hubSecretsGoToTheReleaseOnly() {
        OurRules.hubSecretsGoToTheReleaseOnly(policy);
    }

    @Test
    void deployKeysGoToTheWebsiteOnly() {
        OurRules.deployKeysGoToTheWebsiteOnly(policy);
    }

    @Test
    void experimentsGetNothing() {
        OurRules.experimentsGetNothing(policy);
    }

    @Test
    void nobodyGetsTheRootPassword() {
        OurRules.nobodyGetsTheRootPassword(policy);
    }
}
