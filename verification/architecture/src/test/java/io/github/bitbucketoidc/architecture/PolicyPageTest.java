package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    /** Below each refused policy stands what the reader of the page would be told. */
    @Test
    void isRefusedWithTheMessageBelowIt() throws IOException {
        List<String> refused = refusedPolicies();
        List<String> messages = Markdown.blocks(PAGE, "refusal");
        assertThat(messages).isNotEmpty().hasSameSizeAs(refused);
        for (int i = 0; i < refused.size(); i++) {
            String whole = whole(refused.get(i));
            List<String> lines = messages.get(i).lines().toList();
            assertThatThrownBy(() -> read(whole))
                    .isInstanceOf(PolicyException.class)
                    .satisfies(e -> assertThat(((PolicyException) e).problems()).hasSize(1))
                    .hasMessageContainingAll(lines.get(0), lines.get(1));
        }
    }

    /** Each message of a refused sample is on the page, and the page lists none that no sample shows. */
    @Test
    void listsEveryMessageOfTheSamples() throws IOException {
        Map<String, Pattern> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Repository.root().resolve(PAGE))) {
            if (line.startsWith("| `` ")) {
                String message = line.substring(5, line.indexOf(" ``", 5));
                rows.put(message, Pattern.compile(Pattern.quote(message).replace("\u2026", "\\E.*\\Q")));
            }
        }
        Set<String> shown = new TreeSet<>();
        for (String said : messagesOfTheSamples()) {
            List<String> matching = rows.entrySet().stream()
                    .filter(row -> row.getValue().matcher(said).matches())
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(matching).as("%s", said).isNotEmpty();
            shown.addAll(matching);
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(rows.keySet());
    }

    @Test
    void listsEveryReservedName() throws IOException {
        String source = Files.readString(
                Repository.root()
                        .resolve(
                                "bitbucket-oidc-provider/src/main/java/io/github/bitbucketoidc/provider/names/ReservedNames.java"));
        List<String> lists = Pattern.compile("= words\\(\"\"\"\\n(.*?)\"\"\"\\)", Pattern.DOTALL)
                .matcher(source)
                .results()
                .map(list -> words(list.group(1)))
                .toList();
        assertThat(Markdown.blocks(PAGE, "names").stream().map(PolicyPageTest::words))
                .hasSize(4)
                .containsExactlyElementsOf(lists);
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static Set<String> messagesOfTheSamples() throws IOException {
        Path folder = Repository.root().resolve("bitbucket-oidc-provider/src/test/resources/policy/refused");
        Pattern begins = Pattern.compile("^[a-z0-9-]+\\.(?:yaml|json):\\d+:\\d+: (.*)$", Pattern.MULTILINE);
        Set<String> messages = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".txt")).toList()) {
                begins.matcher(Files.readString(file)).results().forEach(found -> messages.add(found.group(1)));
            }
        }
        return messages;
    }

    /** The tests and the Java code on the page are those of the example. */
    @Test
    void showsTheExamplesOwnTests() throws IOException {
        Path example = Repository.root().resolve("examples/policy-repository");
        String tests = Files.readString(example.resolve("policy-tests.yaml"));
        assertThat(Markdown.blocks(PAGE, "yaml tests"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(tests).contains(block.strip()));
        String code = "";
        try (Stream<Path> files = Files.walk(example.resolve("src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code += Files.readString(file);
            }
        }
        String all = code.replaceAll("\\s+", " ");
        assertThat(Markdown.blocks(PAGE, "java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(all).contains(block.strip().replaceAll("\\s+", " ")));
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
