package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is a policy that decides, or is refused with problems that have a place. */
class PolicyFileFuzzTest {

    @TempDir
    static Path folder;

    @FuzzTest
    @DictionaryEntries({
        "workspaces:", "stores:", "names:", "settings:", "grants:", "denials:", "when:", "deliver:", "withhold:",
        "unpinned: true", "mode: shadow", "review-by: 2027-01-31", "{repository}", "local:a/b#c", "\"*\"", "&a ", "*a",
                "<<: "
    })
    void policy(byte[] input) throws IOException {
        isPolicy(input);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "accepted-everything-at-once"})
    void goodSeedsArePolicies(String name) throws IOException {
        assertThat(isPolicy(Seeds.read(PolicyFileFuzzTest.class, "policy/" + name)))
                .isTrue();
    }

    private static boolean isPolicy(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("policy.yaml"), input);
        Policy policy;
        try {
            policy = PolicyFile.read(file);
        } catch (PolicyException refused) {
            assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.column()).isPositive();
                assertThat(problem.message()).isNotBlank();
            });
            return false;
        }
        assertThat(PolicyFile.read(file).digest()).isEqualTo(policy.digest());
        Decision decision = policy.simulate(step(policy), Issuer.NOW);
        assertThat(policy.grants().keySet()).containsAll(decision.grants());
        assertThat(decision.explain()).hasNoNullFieldsOrProperties();
        if (decision.grants().isEmpty()) {
            assertThat(decision.deliveries()).isEmpty();
        }
        return true;
    }

    private static Claims step(Policy policy) {
        return Claims.builder()
                .text("workspaceUuid", "{" + policy.workspaces().get(0).uuid() + "}")
                .text("repositoryUuid", "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}")
                .text("deploymentEnvironmentUuid", "{bd715740-c970-486b-b68a-b421ec2a1f8b}")
                .text("stepUuid", "{759de0c6-eaee-4eaa-b7a6-c507eec759a7}")
                .text("branchName", "main")
                .build();
    }
}
