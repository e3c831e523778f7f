package io.github.bitbucketoidc.examples.policyrepository;

import static io.github.bitbucketoidc.testkit.policy.PolicyAssert.assertThat;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.testkit.policy.Step;
import java.nio.file.Path;

/** What must stay true of the policy, whoever changes it. */
final class OurRules {

    private OurRules() {}

    static Policy policy() {
        return PolicyFile.read(Path.of("policy.yaml"));
    }

    static void hubSecretsGoToTheReleaseOnly(Policy policy) {
        Step release =
                Step.of(policy).repository("payments").environment("production").branch("main");
        for (String variable : new String[] {"CERBOS_HUB_CLIENT_ID", "CERBOS_HUB_CLIENT_SECRET"}) {
            assertThat(policy)
                    .grants(variable)
                    .to(release)
                    .notTo(release.branch("main-2"))
                    .notTo(release.environment("staging"))
                    .onlyTo(step ->
                            step.isRepository("payments") && step.isEnvironment("production") && step.isBranch("main"));
        }
    }

    static void deployKeysGoToTheWebsiteOnly(Policy policy) {
        assertThat(policy)
                .grants("DEPLOY_KEY")
                .onlyTo("repository is website and environment is present and branch in [\"main\", \"next\"]");
    }

    static void experimentsGetNothing(Policy policy) {
        for (String variable : new String[] {"CERBOS_HUB_CLIENT_SECRET", "DEPLOY_KEY", "APP_TOKEN"}) {
            assertThat(policy).neverDeliversTo(step -> step.matches("branch like \"experiment/**\""), variable);
        }
    }

    static void nobodyGetsTheRootPassword(Policy policy) {
        assertThat(policy).neverDelivers("ROOT_PASSWORD");
    }
}
