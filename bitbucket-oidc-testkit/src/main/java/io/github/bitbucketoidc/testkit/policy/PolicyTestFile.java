package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests of a policy that are written in YAML, one step each, and run by JUnit 5. Every test mints a token, signed as Bitbucket
 * would sign it, verifies it and lets the policy decide.
 *
 * <pre class="policy-tests">{@code
 * policy: policy.yaml              # beside the file of the tests
 * tests:
 *   the release step uploads:
 *     token: { repository: payments, environment: production, branch: main }
 *     expect: [HUB_ID, HUB_SECRET]
 *   a feature branch gets nothing:
 *     token: { repository: payments, branch: feature/x }
 *     expect: []
 *   a token for another service is refused:
 *     token: { repository: payments, audience: another-service }
 *     refused: audience_mismatch
 * }</pre>
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> policyTests() {
 *     return PolicyTestFile.tests(Path.of("policy-tests.yaml"));
 * }
 * }</pre>
 *
 * <p>In {@code token} stand {@code workspace}, {@code repository}, {@code environment}, {@code pipeline} and {@code step} (a name
 * of the policy, or a UUID), {@code branch}, {@code audience} (one or a list) and {@code claims} (any claims of the token, by
 * their names there). What is left out is absent; the workspace is then the policy's first, the repository one that no policy
 * names. {@code expect} is the exact set of variables, as the policy writes them; {@code withheld} names variables that a wildcard
 * must not become; {@code refused} is a code of {@link io.github.bitbucketoidc.core.token.Rejection.Code}; {@code at} is the time
 * of the decision, for review dates.
 * @since 0.1.0
 */
public final class PolicyTestFile {

    private PolicyTestFile() {}

    /**
     * The tests of a file, of the policy that it names.
     *
     * @param file the tests
     * @return a test for each, whose names are those in the file; it must be closed, as JUnit does
     * @throws IllegalArgumentException if the file is not as described; the message says where
     * @throws io.github.bitbucketoidc.provider.rules.PolicyException if the policy is refused
     */
    public static Stream<DynamicTest> tests(Path file) {
        PolicyTestReader reader = reader(file);
        return tests(reader, PolicyFile.read(file.resolveSibling(reader.policy())));
    }

    /**
     * The tests of a file, of another policy than the one that it names.
     *
     * @param file the tests
     * @param policy the policy
     * @return a test for each, whose names are those in the file; it must be closed, as JUnit does
     * @throws IllegalArgumentException if the file is not as described; the message says where
     */
    public static Stream<DynamicTest> tests(Path file, Policy policy) {
        return tests(reader(file), policy);
    }

    private static PolicyTestReader reader(Path file) {
        try {
            return new PolicyTestReader(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("file: " + file + " cannot be read", e);
        }
    }

    private static Stream<DynamicTest> tests(PolicyTestReader reader, Policy policy) {
        List<PolicyTestCase> cases = reader.cases(policy);
        TokenBench bench = new TokenBench(policy);
        return cases.stream()
                .map(test -> DynamicTest.dynamicTest(test.name(), () -> test.run(bench)))
                .onClose(bench::close);
    }
}
