package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.stores.Patient;
import io.github.bitbucketoidc.provider.stores.Patient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault that keys, stores, the audit log, the replay guard, the policy and the machine can have, alone and together with every
 * other: everything leaves or nothing, one event says a reason that one of the two has, nobody is asked again and again, and
 * everything works again when they are over.
 */
class FaultPairsTest {

    /** Discovery and keys, twice in 30 seconds; and once more, for a fetch that was due just before. */
    private static final int MOST_FETCHES = 6;

    static Stream<Arguments> pairs() {
        List<PairedFault> faults = PairedFault.all();
        return faults.stream()
                .flatMap(one -> faults.subList(faults.indexOf(one), faults.size()).stream()
                        .filter(two -> one.equals(two) || !one.excludes(two))
                        .map(two -> Arguments.of(one, two)));
    }

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("pairs")
    @DisplayName(
            "fault table: every fault and every pair: all or nothing, one event, a reason of theirs, no storm, recovery in 30 s")
    void allOrNothingAndEverythingRecovers(PairedFault one, PairedFault two) {
        try (Patient patient = new Patient()) {
            assertThat(patient.ask()).isEqualTo(Answer.ALL);
            int fetches = patient.bench.issuer.asked();
            patient.bench.a.requests.clear();
            one.breaks().accept(patient);
            two.breaks().accept(patient);
            int times = one.slow() || two.slow() ? 1 : 6;
            for (int i = 0; i < times; i++) {
                isAllOrNothing(patient, one, two);
            }

            assertThat(patient.bench.issuer.asked() - fetches).isLessThanOrEqualTo(MOST_FETCHES);
            assertThat(patient.bench.a.requests).hasSizeLessThanOrEqualTo(times); // never asked twice for one answer
            one.fixes().accept(patient);
            two.fixes().accept(patient);
            recovers(patient);
        }
    }

    private static void isAllOrNothing(Patient patient, PairedFault one, PairedFault two) {
        Answer answer = patient.ask();
        AuditEvent event = patient.bench.event();
        assertThat(event.status()).isEqualTo(answer.status());
        Set<String> codes =
                Stream.of(one, two).flatMap(fault -> fault.codes().stream()).collect(Collectors.toSet());
        if (codes.isEmpty()) {
            assertThat(answer).isEqualTo(Answer.ALL);
            return;
        }
        assertThat(answer.status()).isGreaterThanOrEqualTo(500);
        assertThat(answer.variables()).isZero();
        assertThat(event.variables()).isEmpty();
        assertThat(codes).contains(patient.bench.code());
    }

    /** By the clock of keys and breakers, not by that of the machine. */
    private static void recovers(Patient patient) {
        int seconds = 0;
        while (!patient.ask().equals(Answer.ALL)) {
            assertThat(++seconds).as("seconds until all is well").isLessThanOrEqualTo(30);
            patient.pass(Duration.ofSeconds(1));
        }
    }
}
