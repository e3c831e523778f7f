package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.core.policy.Policy;
import io.github.bitbucketoidc.core.policy.PolicyException;
import io.github.bitbucketoidc.core.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every policy and every condition of docs/policy.md is accepted or refused as the page says. */
class PolicyPageTest {

    private static final String PAGE = "docs/policy.md";

    static List<String> acceptedPolicies() throws IOException {
        return Markdown.blocks(PAGE, "yaml");
    }

    static List<String> refusedPolicies() throws IOException {
        return Markdown.blocks(PAGE, "yaml refused");
    }

    static List<String> acceptedConditions() throws IOException {
        return conditions("filter");
    }

    static List<String> refusedConditions() throws IOException {
        return conditions("filter refused");
    }

    @ParameterizedTest
    @MethodSource("acceptedPolicies")
    void isAccepted(String block) throws IOException {
        assertThat(read(whole(block)).workspaces()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusedPolicies")
    void isRefused(String block) throws IOException {
        String whole = whole(block);
        assertThatThrownBy(() -> read(whole)).isInstanceOf(PolicyException.class);
    }

    @ParameterizedTest
    @MethodSource("acceptedConditions")
    void conditionIsAccepted(String condition) throws IOException {
        assertThat(read(withCondition(condition)).grants()).containsKey("sample");
    }

    @ParameterizedTest
    @MethodSource("refusedConditions")
    void conditionIsRefused(String condition) throws IOException {
        String whole = withCondition("repository is payments and " + condition);
        assertThatThrownBy(() -> read(whole))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(condition);
    }

    private static Policy read(String text) {
        return PolicyFile.parse(text, Path.of(""));
    }

    /** The page's fragments stand on what its first policy says above its grants. */
    private static String whole(String block) throws IOException {
        if (block.startsWith("version:")) {
            return block;
        }
        String first = acceptedPolicies().get(0);
        String head = first.substring(0, first.indexOf(block.startsWith("names:") ? "names:" : "grants:"));
        return head + block;
    }

    private static String withCondition(String condition) throws IOException {
        return whole(
                "grants:\n  sample:\n    when: >-\n      " + condition + "\n    deliver: { TOKEN: local:sample }\n");
    }

    private static List<String> conditions(String kind) throws IOException {
        return Markdown.blocks(PAGE, kind).stream().flatMap(String::lines).toList();
    }
}
