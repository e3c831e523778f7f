package io.github.bitbucketoidc.threats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.bitbucketoidc.threats.IsolatedRun.Result;
import io.github.bitbucketoidc.threats.mutation.Mutant;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Takes the guard of each row out in turn: a test of the row must fail then, which it does not do with the guard. */
class GuardsIT {

    /** Tests that take long, and run only when no other has failed before. */
    private static final List<String> SLOW =
            List.of("Flood", "Rotation", "Day", "ManyIssuers", "Mutation", "Tls", "IT", "Contract", "Swap", "Pairs");

    private static final List<RowTest> TESTS = TestSources.read();
    private static final String CLASS_PATH = classPath();

    @TempDir
    private static Path scratch;

    private static IsolatedRun untouched;

    @BeforeAll
    static void open() {
        untouched = new IsolatedRun(null, CLASS_PATH);
    }

    @AfterAll
    static void close() throws IOException {
        untouched.close();
    }

    /** What this module sees, and the compiled tests of the others. */
    private static String classPath() {
        List<String> compiled = TESTS.stream()
                .map(test -> test.file().substring(0, test.file().indexOf("/src/test/")))
                .distinct()
                .map(module -> Repository.root().resolve(module + "/target/test-classes"))
                .filter(Files::isDirectory)
                .map(Path::toString)
                .toList();
        return Stream.concat(Stream.of(System.getProperty("java.class.path")), compiled.stream())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @TestFactory
    Stream<DynamicTest> aRowFailsWithoutItsGuard() {
        String only = System.getProperty("row", "");
        return Catalogue.read().stream()
                .filter(threat -> only.isEmpty() || List.of(only.split(",")).contains(threat.id()))
                .flatMap(threat -> threat.mutants().stream()
                        .map(mutant -> DynamicTest.dynamicTest(
                                threat.id() + " " + mutant, () -> isKilled(threat.id(), mutant))));
    }

    private static void isKilled(String row, Mutant mutant) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(scratch, row);
        MutatedClasses.compile(mutant, folder, CLASS_PATH);
        try (IsolatedRun mutated = new IsolatedRun(folder, CLASS_PATH)) {
            for (RowTest test : testsOf(row)) {
                Result result = mutated.run(test);
                assertThat(result).as("%s must run", test).isNotEqualTo(Result.NOT_RUN);
                if (result != Result.PASSED) {
                    assertThat(passesWithTheGuard(test))
                            .as("%s with its guard", test)
                            .isTrue();
                    return;
                }
            }
        }
        fail("every test of " + row + " passes without its guard in " + mutant.file() + ": " + mutant);
    }

    /** Some tests wait for threads, and a mutant that hangs may still keep the machine busy: three tries. */
    private static boolean passesWithTheGuard(RowTest test) throws InterruptedException {
        for (int tries = 0; tries < 3; tries++) {
            if (untouched.run(test) == Result.PASSED) {
                return true;
            }
        }
        return false;
    }

    private static List<RowTest> testsOf(String row) {
        return TESTS.stream()
                .filter(test -> test.rows().contains(row))
                // Neither the servers of the examples nor the SDK of AWS are loaded anew for each mutant.
                .filter(test ->
                        !test.file().startsWith("examples/") && !test.file().startsWith("store-aws/"))
                .sorted(Comparator.comparing(test -> SLOW.stream().anyMatch(test.type()::contains)))
                .sorted(Comparator.comparingInt(GuardsIT::frameworksOf))
                .toList();
    }

    /** Tests of what knows no web framework come first: a test that needs one cannot run here. */
    private static int frameworksOf(RowTest test) {
        return test.file().startsWith("bitbucket-oidc-http") ? 1 : 0;
    }
}
