package io.github.bitbucketoidc.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.threats.mutation.Mutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The catalogue, the tests and the page agree. */
class ThreatsTest {

    private static final Map<String, Integer> SIZES =
            Map.of("S", 18, "K", 23, "C", 20, "R", 20, "H", 14, "D", 13, "W", 13, "F", 22);

    private final List<Threat> threats = Catalogue.read();
    private final List<RowTest> tests = TestSources.read();

    private List<RowTest> testsOf(Threat threat) {
        return tests.stream().filter(test -> test.rows().contains(threat.id())).toList();
    }

    @Test
    void noRowIsForgotten() {
        List<String> expected = new ArrayList<>();
        for (String section : List.of("S", "K", "C", "R", "H", "D", "W", "F")) {
            IntStream.rangeClosed(1, SIZES.get(section)).forEach(number -> expected.add(section + number));
        }
        assertThat(threats).extracting(Threat::id).containsExactlyElementsOf(expected);
    }

    @Test
    void everyRowHasATest() {
        assertThat(threats.stream().filter(threat -> testsOf(threat).isEmpty()).map(Threat::id))
                .as("rows without a test: write one and annotate it with @Row")
                .isEmpty();
    }

    @Test
    void everyTestNamesRowsThatThereAre() {
        List<String> known = threats.stream().map(Threat::id).toList();
        assertThat(tests)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(known).as("%s", test).containsAll(test.rows()));
    }

    @Test
    void everyCodeOfARowIsNamedByATestOfIt() {
        assertThat(threats)
                .allSatisfy(threat -> assertThat(threat.codes())
                        .as("codes of %s that no test of it names", threat.id())
                        .allMatch(code -> testsOf(threat).stream().anyMatch(test -> test.names(code))));
    }

    @Test
    void everyGuardCanBeTakenOut() {
        assertThat(threats)
                .allSatisfy(threat -> assertThat(threat.mutants().isEmpty())
                        .as("%s has mutants, or says why it has none", threat.id())
                        .isEqualTo(!threat.whole().isEmpty()));
    }

    @Test
    void everyMutantFindsItsPlace() {
        List<String> lost = new ArrayList<>();
        for (Threat threat : threats) {
            for (Mutant mutant : threat.mutants()) {
                try {
                    MutatedClasses.text(mutant);
                } catch (AssertionError nowhere) {
                    lost.add(threat.id() + ", " + mutant + "\n" + nowhere.getMessage());
                }
            }
        }
        assertThat(lost)
                .as("mutants of verification/threats/catalogue that no longer fit the code")
                .isEmpty();
    }

    @Test
    void theExamplesOfMutantsStandInTheCatalogue() throws IOException {
        String page = Files.readString(Repository.root().resolve("CONTRIBUTING.md"));
        String example = page.split("```yaml\n", 2)[1].split("```", 2)[0];
        assertThat(Catalogue.mutants(example))
                .extracting(Mutant::toString)
                .isNotEmpty()
                .isSubsetOf(threats.stream()
                        .flatMap(threat -> threat.mutants().stream())
                        .map(Mutant::toString)
                        .toList());
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        Path page = ThreatsPage.file();
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("docs/threats.md differs from the catalogue and the tests: run .ci/threats-page")
                .isEqualTo(ThreatsPage.render(threats, tests));
    }
}
