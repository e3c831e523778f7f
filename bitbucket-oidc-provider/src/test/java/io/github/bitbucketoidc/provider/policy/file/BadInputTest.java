package io.github.bitbucketoidc.provider.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that no person writes: a clear error or plain support, never an exception of the parser. The time limit is no measure of speed;
 * what it is there to catch took minutes.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BadInputTest {

    private static final String HEAD = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
            stores:
              local: { type: file, path: secrets }
            """;

    private static Policy read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Policy read(byte[] bytes) {
        return PolicyFile.parse(bytes, "policy.yaml", Path.of("."), definition -> {});
    }

    private static PolicyException refused(String text) {
        PolicyException refused = catchThrowableOfType(PolicyException.class, () -> read(text));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).doesNotContain("Exception", "snakeyaml", "java.");
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
            assertThat(problem.hint()).isNotEmpty();
            assertThat(problem.picture().length()).isLessThan(500);
        });
        return refused;
    }

    private static String grants(int count) {
        StringBuilder text = new StringBuilder(HEAD + "grants:\n");
        for (int i = 0; i < count; i++) {
            text.append("  g").append(i).append(": { when: 'repository is \"").append(new UUID(4, i));
            text.append("\"', deliver: { A: \"local:g").append(i).append("\" } }\n");
        }
        return text.toString();
    }

    @Test
    void tenMegabytesOfGrantsArePlainlySupported() {
        String text = grants(110_000);
        assertThat(text.length()).isGreaterThan(10_000_000);
        assertThat(read(text).grants()).hasSize(110_000);
    }

    @Test
    void aMillionGrantsAreTooMany() {
        StringBuilder text = new StringBuilder(HEAD + "grants:\n");
        for (int i = 0; i < 1_000_000; i++) {
            text.append(" g").append(i).append(": {}\n");
        }
        assertThat(refused(text.toString())).hasMessageContaining("more than 250000 entries stand in one place");
        assertThat(refused(grants(1_000_000))).hasMessageContaining("the file is larger than 64 MiB");
    }

    /** One text, key, comment or blank of many million characters: once quadratic in its length, which took minutes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "#;x;` `",
                "grants: \";x;\"",
                "grants: ;x;` `",
                "grants: {;x;: 1 }",
                "settings: { skew: ;1;s }",
            })
    void millionsOfCharactersInOnePiece(String before, String piece, String after) {
        String text = HEAD + before + piece.repeat(25_000_000) + after + "\n";
        if (before.equals("#")) {
            assertThat(read(text).workspaces()).hasSize(1);
        } else {
            refused(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{a: "})
    void tenThousandLevels(String level) {
        assertThat(refused(HEAD + "grants: \n  " + level.repeat(10_000))).hasMessageContaining("nested deeper than 32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "not(", "((not "})
    void tenThousandLevelsOfACondition(String level) {
        String condition = level.repeat(10_000) + "repository is present";
        assertThat(refused(HEAD + "grants:\n  g:\n    deliver: { A: \"local:x\" }\n    when: '" + condition + "'\n"))
                .hasMessageContaining("nested at most 64 deep");
    }

    @Test
    void aliasesDoNotExpand() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "]\n");
        }
        assertThat(refused(bomb + HEAD)).hasMessageContaining("makes an anchor, and those are not read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "grants: { <<: { a: 1 } } ; merge keys (<<) are not read",
                "grants: !!map {} ; makes a tag",
                "grants: !<tag:yaml.org,2002:map> {} ; makes a tag",
                "grants: &x {} ; makes an anchor",
                "grants: *x ; refers to an anchor",
                "stores: { local: { type: file, a: { b: { c: 1, c: 2 } } } } ; `c` is there twice",
                "settings: { skew: 1s, \"skew\": 2s } ; `skew` is there twice",
                "grants: { g: { when: x, when: y } } ; `when` is there twice",
            })
    void whatMakesATextMeanTwoThings(String line, String message) {
        String head = line.startsWith("stores") ? HEAD.substring(0, HEAD.indexOf("stores")) : HEAD;
        assertThat(refused(head + line + "\n").report()).contains(message);
    }

    @Test
    void everyEndOfALineIsOne() {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            assertThat(read(grants(3).replace("\n", end)).grants()).hasSize(3);
            assertThat(refused((HEAD + "grunts: {}\n").replace("\n", end))
                            .problems()
                            .get(0))
                    .satisfies(problem -> {
                        assertThat(problem.line()).isEqualTo(6);
                        assertThat(problem.column()).isEqualTo(1);
                    });
        }
    }

    /** Where the library and we could count lines and columns differently, both must still point into the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\n",
                "\r\n",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "\t",
                "\\",
                "\"",
                "'",
                "[",
                "?",
                "|",
                "\uD83D\uDE00"
            })
    void aCharacterAnywhereOrTheEndThere(String odd) {
        String text = HEAD + "grants:\n  g: { when: 'branch like \"a\"', deliver: { A: >-\n   x } }\n";
        for (String ends : new String[] {"\n", "\r\n", "\r"}) {
            String lines = text.replace("\n", ends);
            for (int i = 0; i <= lines.length(); i++) {
                readOrRefused(lines.substring(0, i) + odd);
                readOrRefused(lines.substring(0, i) + odd + lines.substring(i));
            }
        }
    }

    private static void readOrRefused(String text) {
        try {
            assertThat(read(text).workspaces()).isNotEmpty();
        } catch (PolicyException refused) {
            assertThat(refused.problems()).allSatisfy(problem -> {
                assertThat(problem.line()).isBetween(1, (int) text.lines().count() + 1);
                assertThat(problem.column()).isBetween(1, text.length() + 2);
            });
        }
    }

    @Test
    void tabs() {
        assertThat(refused(HEAD + "grants:\n\tg: {}\n")).hasMessageContaining("a tab cannot indent");
        assertThat(read(HEAD.replace("version: 1", "version:\t1\t")).workspaces())
                .hasSize(1);
    }

    @Test
    void invalidUtf8AnywhereIsRefusedWhereItStands() {
        byte[] text = HEAD.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length; i++) {
            byte[] broken = text.clone();
            broken[i] = (byte) 0xFF;
            PolicyException refused = catchThrowableOfType(PolicyException.class, () -> read(broken));
            assertThat(refused.problems()).hasSize(1);
            assertThat(refused).hasMessageContaining(i == 0 ? "U" : "what follows is not UTF-8");
        }
    }

    /** Of 20,000 grants that all clash, or cannot be told apart, the reader says so and does not hold each against each. */
    @ParameterizedTest
    @ValueSource(
            strings = {"claim \"c%d\" is 1", "branch like \"x%d/*\" or branch like \"y%<d/*\"", "branch is present"})
    void grantsThatCannotBeToldApart(String condition) {
        StringBuilder text = new StringBuilder(HEAD + "grants:\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("  g" + i + ": { unpinned: true, when: '" + String.format(condition, i));
            text.append("', deliver: { A: \"local:g" + i + "\" } }\n");
        }
        assertThat(refused(text.toString())).hasMessageContaining("both grants can apply to one step");
    }

    /** Half of them ask for a repository, the others for a claim: no bucket holds them apart. */
    @Test
    void grantsOfTwoKindsThatCannotBeToldApart() {
        StringBuilder text = new StringBuilder(grants(40_000));
        for (int i = 0; i < 10_000; i++) {
            text.append("  h" + i + ": { unpinned: true, when: 'claim \"tier\" is \"t" + i);
            text.append("\"', deliver: { A: \"local:h" + i + "\" } }\n");
        }
        assertThat(refused(text.toString())).hasMessageContaining("both grants can apply to one step");
    }
}
