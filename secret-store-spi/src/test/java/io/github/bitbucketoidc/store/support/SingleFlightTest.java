package io.github.bitbucketoidc.store.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final SingleFlight<String> flights = new SingleFlight<>("the login", Duration.ofSeconds(2));

    @Test
    void oneThreadBeginsAndAllGetItsOutcome() {
        List<SingleFlight<String>.Flight> joined =
                Stream.generate(flights::join).limit(3).toList();
        assertThat(joined).extracting(SingleFlight.Flight::isFirst).containsExactly(true, false, false);

        joined.get(0).complete("token");

        assertThat(joined)
                .allSatisfy(
                        flight -> assertThat(flight.await(Deadline.after(LONG))).isEqualTo("token"));
    }

    @Test
    void theNextOneAfterItsEndBeginsAnother() {
        SingleFlight<String>.Flight first = flights.join();
        first.complete("one");
        SingleFlight<String>.Flight second = flights.join();
        first.complete("late");

        assertThat(second.isFirst()).isTrue();
        assertThat(flights.join().isFirst()).isFalse();
        second.fail(new IllegalStateException());
        assertThat(flights.join().isFirst()).isTrue();
    }

    @Test
    void eachThreadThrowsACopyOfTheFailure() {
        SingleFlight<String>.Flight first = flights.join();
        SecretStoreException refused = Failures.denied("wrong credential", List.of());
        first.fail(refused);

        SecretStoreException thrown =
                catchThrowableOfType(SecretStoreException.class, () -> first.await(Deadline.after(LONG)));
        assertThat(thrown).isNotSameAs(refused).hasMessage("wrong credential");
        assertThat(thrown.kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void aDefectIsNoFailureOfTheStore() {
        SingleFlight<String>.Flight first = flights.join();
        first.fail(new StackOverflowError());

        assertThatThrownBy(() -> first.await(Deadline.after(LONG)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the login failed with a defect")
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void nobodyWaitsBeyondItsOwnDeadline() {
        SingleFlight<String>.Flight first = flights.join();

        SecretStoreException thrown = catchThrowableOfType(
                SecretStoreException.class, () -> flights.join().await(Deadline.after(Duration.ofMillis(10))));
        assertThat(thrown).hasMessage("the login did not end before the deadline");
        assertThat(thrown.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(2));

        first.complete("token");
        assertThat(first.await(Deadline.after(Duration.ZERO))).isEqualTo("token");
    }

    @Test
    void anInterruptionIsNotForgotten() {
        flights.join();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> flights.join().await(Deadline.after(LONG))).hasMessage("the login was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
