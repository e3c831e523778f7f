package io.github.bitbucketoidc.store.file.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.file.document.FilePatient.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of a file together with every fault of another, with keys that are too old and with an audit log that fails: everything
 * leaves or nothing, one event says a reason that one of the two has, and everything works again half a minute after both are over.
 */
class FilePairsTest {

    private static FilePatient patient;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        patient = new FilePatient(folder);
        recovers(); // on a busy machine the first keys may be late
    }

    @AfterAll
    static void stop() {
        patient.close();
    }

    static Stream<Arguments> pairs() {
        List<List<FileFault>> parts = List.of(
                FileFault.ofTheFile(), FileFault.ofTheFirst(), FileFault.ofTheSecond(), FileFault.besideFiles());
        return parts.stream()
                .flatMap(part -> parts.stream()
                        .skip(parts.indexOf(part) + 1L)
                        .flatMap(other ->
                                part.stream().flatMap(one -> other.stream().map(two -> Arguments.of(one, two)))));
    }

    @Row({"F15", "F17"})
    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("pairs")
    void allOrNothingAndEverythingRecovers(FileFault one, FileFault two) throws Exception {
        assertThat(patient.ask()).isEqualTo(Answer.ALL);
        one.breaks().run(patient);
        two.breaks().run(patient);
        patient.settle();
        for (int i = 0; i < 3; i++) {
            patient.pass(Duration.ZERO);
            isAllOrNothing(one, two);
        }
        patient.repair();
        recovers();
    }

    private static void isAllOrNothing(FileFault one, FileFault two) {
        Answer answer = patient.ask();
        Set<String> codes =
                Stream.of(one, two).flatMap(fault -> fault.codes().stream()).collect(Collectors.toSet());
        assertThat(patient.event().status()).isEqualTo(answer.status());
        if (codes.isEmpty()) {
            assertThat(answer).isEqualTo(Answer.ALL);
            return;
        }
        assertThat(answer.status()).isGreaterThanOrEqualTo(500);
        assertThat(answer.variables()).isZero();
        assertThat(patient.event().variables()).isEmpty();
        assertThat(codes).contains(patient.event().code().orElseThrow());
        if (codes.contains("keys_unavailable")) { // nothing is read for a token that was not verified
            assertThat(patient.event().code()).contains("keys_unavailable");
        }
    }

    private static void recovers() {
        int seconds = 0;
        while (!patient.ask().equals(Answer.ALL)) {
            assertThat(++seconds).as("seconds until all is well").isLessThanOrEqualTo(30);
            patient.pass(Duration.ZERO); // one second of looks
        }
    }
}
