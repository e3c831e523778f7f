package io.github.bitbucketoidc.examples.policyrepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.testkit.policy.PolicyTestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Mistakes that a review could miss, planted into a copy of the policy: the tests beside this one find each. */
class PlantedMistakesTest {

    /** Somebody wants release branches too, and the pattern takes every branch in. */
    private static Policy tooWideABranch() throws IOException {
        return copyWith("production and branch is \"main\"", "production and branch like \"**\"");
    }

    /** Somebody adds a repository with {@code or} and forgets the parentheses. */
    private static Policy anAlternativeThatEscapes() throws IOException {
        return copyWith(
                "repository is payments and environment is production and branch is \"main\"",
                "repository is payments and environment is production and branch is \"main\" or repository is website");
    }

    /** Somebody ends the freeze of experiments by accident. */
    private static Policy aDenialThatMisses() throws IOException {
        return copyWith("branch like \"experiment/**\"", "branch like \"experiments/**\"");
    }

    private static Policy copyWith(String text, String replacement) throws IOException {
        String policy = Files.readString(Path.of("policy.yaml"));
        assertThat(policy).contains(text);
        return PolicyFile.parse(policy.replace(text, replacement), Path.of(""));
    }

    @Test
    void tooWideABranchIsFound() throws IOException {
        Policy policy = tooWideABranch();
        assertThatThrownBy(() -> OurRules.hubSecretsGoToTheReleaseOnly(policy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("CERBOS_HUB_CLIENT_ID")
                .hasMessageContaining("repository payments, environment production, branch")
                .hasMessageContaining("upload-policies");
        assertThat(failing(policy))
                .containsExactly("a feature branch that asks for production gets nothing more than its folder");
    }

    @Test
    void anAlternativeThatEscapesIsFound() throws IOException {
        Policy policy = anAlternativeThatEscapes();
        assertThatThrownBy(() -> OurRules.hubSecretsGoToTheReleaseOnly(policy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("repository website");
        assertThat(failing(policy)).containsExactly("the website goes to staging from next");
    }

    @Test
    void aDenialThatMissesIsFound() throws IOException {
        Policy policy = aDenialThatMisses();
        assertThatThrownBy(() -> OurRules.experimentsGetNothing(policy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("APP_TOKEN");
        assertThat(failing(policy)).containsExactly("an experiment gets nothing at all");
    }

    /** The names of the YAML tests that a policy does not pass. */
    private static List<String> failing(Policy policy) {
        try (Stream<DynamicTest> tests = PolicyTestFile.tests(Path.of("policy-tests.yaml"), policy)) {
            return tests.filter(
                            test -> catchThrowable(() -> test.getExecutable().execute()) != null)
                    .map(DynamicTest::getDisplayName)
                    .toList();
        }
    }
}
