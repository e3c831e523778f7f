package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of secrets may not be (attacks.md section 2): at boot each is a problem of the setting {@code path}. */
class FileFormatTest {

    @TempDir
    Path folder;

    private List<StoreConfigException.Problem> problems(String name, String text) throws IOException {
        return Fixture.problems(Fixture.write(folder.resolve(name), text), Map.of());
    }

    private void assertProblem(String name, String text, String expected) throws IOException {
        String shown = problems(name, text.replace("\\n", "\n")).get(0).toString();
        assertThat(shown.replace(folder + "/", "")).isEqualTo("path: " + expected);
        assertThat(shown).as("the message").doesNotContain("hunter2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        a: 8080                        | s.yaml: line 1, column 4: the value of 'a' is a number, not a text (write it in quotes)
        a: 1e3                         | s.yaml: line 1, column 4: the value of 'a' is a number, not a text (write it in quotes)
        a: 0x1F                        | s.yaml: line 1, column 4: the value of 'a' is a number, not a text (write it in quotes)
        a: True                        | s.yaml: line 1, column 4: the value of 'a' is a boolean, not a text (write it in quotes)
        a: ~                           | s.yaml: line 1, column 4: the value of 'a' is null, not a text (write it in quotes)
        a:                             | s.yaml: line 1, column 3: the value of 'a' is empty, not a text (write it in quotes)
        a/b: { port: 1 }               | s.yaml: line 1, column 14: the field 'port' of 'a/b' is a number, not a text (write it in quotes)
        a/b: { c: { d: hunter2 } }     | s.yaml: line 1, column 11: the field 'c' of 'a/b' is a map, not a text (there is no nesting: write the whole path as one key, as in a/b/c)
        a/b: { c: [hunter2] }          | s.yaml: line 1, column 11: the field 'c' of 'a/b' is a list, not a text (there is no nesting: write the whole path as one key, as in a/b/c)
        a: [hunter2]                   | s.yaml: line 1, column 4: the value of 'a' is a list, not a text (a path maps to one text, or to a map of fields)
        a: {}                          | s.yaml: line 1, column 4: 'a' has no fields (give it some, or remove it)
        a: x\\na: hunter2              | s.yaml: line 2, column 1: 'a' is there twice (keep one of them)
        a: { b: x, "b": hunter2 }      | s.yaml: line 1, column 12: the field 'b' of 'a' is there twice (keep one of them)
        a: { "": x }                   | s.yaml: line 1, column 6: 'a' has a field with a name that cannot be one (visible characters only, at most 255)
        a: &x hunter2                  | s.yaml: line 1, column 4: anchors are not allowed (write the value where it is needed)
        a: *x                          | s.yaml: line 1, column 4: aliases are not allowed (write the value out)
        a: !!str 1                     | s.yaml: line 1, column 4: tags are not allowed (remove the word that begins with '!')
        a: !secret hunter2             | s.yaml: line 1, column 4: tags are not allowed (remove the word that begins with '!')
        !!map { a: b }                 | s.yaml: line 1, column 1: tags are not allowed (remove the word that begins with '!')
        a: { <<: { b: c } }            | s.yaml: line 1, column 6: merge keys are not allowed (write each field out)
        1: x                           | s.yaml: line 1, column 1: a key is a number, not a text (write it in quotes)
        ? [a]\\n: x                    | s.yaml: line 1, column 3: a key must be a text (a path or the name of a field)
        /a: x                          | s.yaml: line 1, column 1: this key is not the path of a secret: a secret path has no empty segment: no '/' first, last or twice in a row
        a/../b: x                      | s.yaml: line 1, column 1: this key is not the path of a secret: a secret path has no segment '..'
        a: x\\n---\\nb: x              | s.yaml: line 2, column 1: the file holds more than one document (keep one, without --- in between)
        hunter2                        | s.yaml: line 1, column 1: the file must map paths to secrets (path/of/secret: "...")
        [a]                            | s.yaml: line 1, column 1: the file must map paths to secrets (path/of/secret: "...")
        # nothing                      | s.yaml: the file is empty (a file without secrets is { })
        `\\n `                         | s.yaml: the file is empty (a file without secrets is { })
        a: 'hunter2                    | s.yaml: line 1, column 12: this is not YAML (see to indentation, colons and quotes)
        a: b: hunter2                  | s.yaml: line 1, column 5: this is not YAML (see to indentation, colons and quotes)
        a: "hunter2\\u                | s.yaml: line 1, column 14: the escape is no character (\\u and four hexadecimal digits; \\\\ is a backslash)
        a: "hunter2\\UFFFFFFFF        | s.yaml: line 1, column 14: the escape is no character (\\u and four hexadecimal digits; \\\\ is a backslash)
        a: "hunter2\\U00110000        | s.yaml: line 1, column 14: this is not YAML (see to indentation, colons and quotes)
        a: "\\ud83d hunter2"           | s.yaml: line 1, column 4: the value of 'a' is not valid Unicode: it holds half of a surrogate pair
        """)
    void namesWhatIsWrongInYaml(String text, String expected) throws IOException {
        assertProblem("s.yaml", text, expected);
    }

    @Row("F15")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"a": 1}                        | s.json: line 1, column 7: the value of 'a' is a number, not a text (write it in quotes)
        {"a": 1.5}                      | s.json: line 1, column 7: the value of 'a' is a number, not a text (write it in quotes)
        {"a": true}                     | s.json: line 1, column 7: the value of 'a' is a boolean, not a text (write it in quotes)
        {"a": null}                     | s.json: line 1, column 7: the value of 'a' is null, not a text (write it in quotes)
        {"a": ["hunter2"]}              | s.json: line 1, column 7: the value of 'a' is a list, not a text (a path maps to one text, or to a map of fields)
        {"a": {"b": {"c": "hunter2"}}}  | s.json: line 1, column 13: the field 'b' of 'a' is a map, not a text (there is no nesting: write the whole path as one key, as in a/b/c)
        {"a": {}}                       | s.json: line 1, column 7: 'a' has no fields (give it some, or remove it)
        {"a": "x", "a": "hunter2"}      | s.json: line 1, column 12: 'a' is there twice (keep one of them)
        {"a": "x", "\\u0061": "y"}      | s.json: line 1, column 12: 'a' is there twice (keep one of them)
        {"a": {"b": "x", "b": "y"}}     | s.json: line 1, column 18: the field 'b' of 'a' is there twice (keep one of them)
        {"a": "\\ud800 hunter2"}        | s.json: line 1, column 7: the value of 'a' is not valid Unicode: it holds half of a surrogate pair
        {"a#b": "x"}                    | s.json: line 1, column 2: this key is not the path of a secret: a secret path must not hold the character U+0023
        ["a"]                           | s.json: line 1, column 1: the file must be one JSON object ({ "path/of/secret": "..." })
        "hunter2"                       | s.json: line 1, column 1: the file must be one JSON object ({ "path/of/secret": "..." })
        {} {}                           | s.json: line 1, column 4: something follows after the end of the JSON object (remove it)
        {} hunter2                      | s.json: line 1, column 4: this is not JSON (quotes, commas and braces must be as JSON has them)
        {"a": hunter2}                  | s.json: line 1, column 7: this is not JSON (quotes, commas and braces must be as JSON has them)
        {"a": "hunter2                  | s.json: line 1, column 15: this is not JSON (quotes, commas and braces must be as JSON has them)
        {"a": "x",}                     | s.json: line 1, column 11: this is not JSON (quotes, commas and braces must be as JSON has them)
        a: hunter2                      | s.json: line 1, column 1: this is not JSON (quotes, commas and braces must be as JSON has them)
        """)
    void namesWhatIsWrongInJson(String text, String expected) throws IOException {
        assertProblem("s.json", text, expected);
    }

    @Test
    void namesEveryProblemAtOnce() throws IOException {
        assertThat(problems("s.yaml", "a: 1\nb: true\n'#c': x\n"))
                .extracting(problem -> problem.message().replaceFirst(".*: line (\\d).*", "$1"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void namesTwentyProblemsAtMost() throws IOException {
        assertThat(problems("s.yaml", "[1, 2]: 3\n".repeat(500))).hasSize(20);
    }

    @Row("F15")
    @Test
    void refusesAByteOrderMark() throws IOException {
        assertProblem(
                "s.yaml",
                "\uFEFFa: x",
                "s.yaml: the file 's.yaml' begins with a byte order mark (save it as UTF-8 without one)");
        assertProblem(
                "s.json",
                "\uFEFF{}",
                "s.json: the file 's.json' begins with a byte order mark (save it as UTF-8 without one)");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Path file = Fixture.write(folder.resolve("s.yaml"), "a: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Fixture.problems(file, Map.of()).get(0).message()).endsWith("s.yaml' is not UTF-8 text");
    }

    @Test
    void refusesCharactersThatYamlDoesNotAllow() throws IOException {
        assertProblem(
                "s.yaml",
                "a: \u0007",
                "s.yaml: the file is not YAML: it holds a character that YAML does not allow"
                        + " (write it as an escape, in double quotes)");
    }

    @Row("C2")
    @Test
    @DisplayName("C2 depth is refused, not followed")
    void refusesDepth() throws IOException {
        assertProblem(
                "s.yaml",
                "a: " + "[".repeat(100_000),
                "s.yaml: line 1, column 4: the value of 'a' is a list, not a text"
                        + " (a path maps to one text, or to a map of fields)");
        assertProblem(
                "s.json",
                "{\"a\": " + "[".repeat(100_000),
                "s.json: line 1, column 7: the value of 'a' is a list, not a text"
                        + " (a path maps to one text, or to a map of fields)");
    }

    @Row("D1")
    @Test
    void readsAFileWhoseNamesHaveOneHashInTheLibrarysTable() throws IOException {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 1024; i++) {
            // 33 * 'A' + 'b' is 33 * 'B' + 'A'
            String bits = Integer.toBinaryString(1024 + i);
            String name = bits.replace("1", "Ab").replace("0", "BA");
            fields.append(i == 0 ? "" : ",").append('"').append(name).append("\":\"x\"");
        }
        Path file = Fixture.write(folder.resolve("s.json"), "{\"a\":{" + fields + "}}");
        try (SecretStore store = Fixture.open(file)) {
            assertThat(Fixture.fields(store, "a")).hasSize(1024);
        }
    }
}
