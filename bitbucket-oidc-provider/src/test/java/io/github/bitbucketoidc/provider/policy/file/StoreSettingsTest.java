package io.github.bitbucketoidc.provider.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store gets to see of its settings, and where in the file its complaints end up. */
class StoreSettingsTest {

    private static final String HEAD = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
            stores:
              local:
                type: memory
            """;

    private static final String SETTINGS = """
            |    path: secrets
            |    auth:
            |      role: deploy
            |      a.b:
            |        c: 1
            """.replace("|", "");

    private static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("text", "text"),
                Arguments.of("\"17\"", "17"),
                Arguments.of("17", 17L),
                Arguments.of("-17", -17L),
                Arguments.of("+17", 17L),
                Arguments.of("0o17", 15L),
                Arguments.of("0x17", 23L),
                Arguments.of("0xfF", 255L),
                Arguments.of("017", 17L),
                Arguments.of("0o", "0o"),
                Arguments.of("1.5", 1.5),
                Arguments.of("-1e3", -1000.0),
                Arguments.of(".5", 0.5),
                Arguments.of(".inf", Double.POSITIVE_INFINITY),
                Arguments.of("+.Inf", Double.POSITIVE_INFINITY),
                Arguments.of("-.INF", Double.NEGATIVE_INFINITY),
                Arguments.of(".NaN", Double.NaN),
                Arguments.of("true", true),
                Arguments.of("TRUE", true),
                Arguments.of("False", false),
                Arguments.of("yes", "yes"),
                Arguments.of("[a, 1, true]", List.of("a", 1L, true)),
                Arguments.of("{ a: 1, b: { c: d } }", Map.of("a", 1L, "b", Map.of("c", "d"))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areWhatYamlSaysTheyAre(String written, Object value) {
        assertThat(settings("    key: " + written + "\n")).isEqualTo(StoreConfig.of(Map.of("key", value)));
    }

    @Test
    void areAllButTheTypeAlsoWhatHasNoValue() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("path", "secrets");
        expected.put("empty", null);
        assertThat(settings("    path: secrets\n    empty:\n")).isEqualTo(StoreConfig.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "0x8000000000000000", "0o1000000000000000000000"})
    void holdNoNumberThatDoesNotFit(String number) {
        assertThatThrownBy(() -> settings("    key: " + number + "\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("policy:7:10: the number is too large")
                .hasMessageContaining("fix: put it in quotes if it is a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a, ~]", "[a, null, b]", "{ list: [\"a\", ] , other: [~] }"})
    void holdNoListWithNothingInIt(String list) {
        assertThatThrownBy(() -> settings("    key: " + list + "\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("an entry of a list");
    }

    /** A store is not asked about settings that could not be read: what it would say of them helps nobody. */
    @Test
    void areNotShownToTheStoreWhenTheyAreNotSound() {
        assertThatThrownBy(() -> PolicyFile.parse(HEAD + "    key: [~]\n", Path.of("."), definition -> {
                    throw new AssertionError("opened");
                }))
                .isInstanceOf(PolicyException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // what the store complains about, line, column
        "path,          7,  5",
        "auth,          8,  5",
        "auth.role,     9,  7",
        "auth.missing,  8,  5",
        "auth.a.b,      10, 7",
        "auth.a.b.c,    11, 9",
        "auth.a.b.d,    10, 7",
        "missing,       5,  3",
        "'',            5,  3",
    })
    void lieWhereTheStoreFindsFault(String keyPath, int line, int column) {
        assertThatThrownBy(() -> PolicyFile.parse(HEAD + SETTINGS, Path.of("."), definition -> {
                    throw new StoreConfigException(
                            List.of(StoreConfigException.Problem.of(keyPath, "is not good", "make it better")));
                }))
                .isInstanceOfSatisfying(
                        PolicyException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.line()).isEqualTo(line);
                                    assertThat(problem.column()).isEqualTo(column);
                                    assertThat(problem.message())
                                            .isEqualTo("the store `local`"
                                                    + (keyPath.isEmpty() ? "" : ", `" + keyPath + "`")
                                                    + ": is not good");
                                    assertThat(problem.hint()).isEqualTo("make it better");
                                }));
    }

    private static StoreConfig settings(String lines) {
        return PolicyFile.parse(HEAD + lines, Path.of("").toAbsolutePath())
                .stores()
                .get("local")
                .config();
    }
}
