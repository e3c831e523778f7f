package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.rows.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into a store and what it can say besides secrets. */
class RequestTest {

    private static final UUID ID = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");

    private static Caller.Builder caller() {
        return Caller.builder(ID, ID, ID);
    }

    @Nested
    class Deadlines {

        private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

        @Row("C9")
        @Test
        @DisplayName("C9 the monotonic clock counts, also where it overflows")
        void c9CountsTheMonotonicClock() {
            Deadline deadline = Deadline.after(Duration.ofNanos(10), nanos::get);
            assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(10));
            nanos.addAndGet(9);
            assertThat(deadline.passed()).isFalse();
            assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));
            nanos.addAndGet(1);
            assertThat(deadline.passed()).isTrue();
            nanos.addAndGet(1_000);
            assertThat(deadline.remaining()).isZero();
            assertThat(deadline).hasToString("Deadline[0 ms left]");
        }

        @Test
        void endAtTheSoonerOfTwo() {
            Deadline deadline = Deadline.after(Duration.ofNanos(10), nanos::get);
            assertThat(deadline.atMost(Duration.ofNanos(11))).isSameAs(deadline);
            Deadline sooner = deadline.atMost(Duration.ofNanos(4));
            assertThat(sooner.remaining()).isEqualTo(Duration.ofNanos(4));
            nanos.addAndGet(4);
            assertThat(sooner.passed()).isTrue();
            assertThat(deadline.passed()).isFalse();
        }

        @Test
        void rangeFromNowToAYear() {
            assertThat(Deadline.after(Duration.ZERO).passed()).isTrue();
            assertThat(Deadline.after(Duration.ofDays(365)).remaining()).isGreaterThan(Duration.ofDays(364));
            for (Duration outside :
                    List.of(Duration.ofNanos(-1), Duration.ofDays(365).plusNanos(1))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Deadline.after(outside))
                        .withMessageStartingWith("duration: must be from 0 to 365 days, was ");
            }
        }
    }

    @Nested
    class Callers {

        @Test
        void showTheirAttributesAndNeverTheToken() {
            Caller caller = caller().attribute("environment", ID.toString())
                    .attribute("pipeline", ID.toString())
                    .token(SecretValue.of("e30.e30.x"), Instant.EPOCH)
                    .build();
            assertThat(caller.token().orElseThrow().reveal()).isEqualTo("e30.e30.x");
            assertThat(caller.tokenExpires()).contains(Instant.EPOCH);
            assertThat(caller)
                    .hasToString("Caller[environment " + ID + ", pipeline " + ID + ", repository " + ID + ", step " + ID
                            + ", workspace " + ID + "]");
        }

        @Test
        void ofAnotherKindHaveOtherNames() {
            Caller job = Caller.builder("job-7")
                    .attribute("organization", ID.toString())
                    .attribute("spiffe-id", "spiffe://prod.acme.example/ns/billing")
                    .build();
            assertThat(job.run()).isEqualTo("job-7");
            assertThat(job.uuid("organization")).contains(ID);
            assertThat(job.uuid("spiffe-id")).isEmpty();
            assertThat(job.attribute("repository")).isEmpty();
        }

        @Test
        void haveAttributesWithNamesAndTextsOnly() {
            assertThatIllegalArgumentException().isThrownBy(() -> Caller.builder(" "));
            assertThatIllegalArgumentException().isThrownBy(() -> caller().attribute("{x}", "y"));
            assertThatIllegalArgumentException().isThrownBy(() -> caller().attribute("", "y"));
            assertThatIllegalArgumentException().isThrownBy(() -> caller().attribute("x", " "));
        }

        @Test
        void haveOnlyWhatTheTokenNamed() {
            Caller caller = caller().build();
            assertThat(caller.uuid("workspace")).contains(ID);
            assertThat(caller.uuid("repository")).contains(ID);
            assertThat(caller.run()).isEqualTo(ID.toString());
            assertThat(caller.uuid("environment")).isEmpty();
            assertThat(caller.attribute("pipeline")).isEmpty();
            assertThat(caller.token()).isEmpty();
            assertThat(caller.tokenExpires()).isEmpty();
        }
    }

    @Nested
    class Requests {

        private final Deadline deadline = Deadline.after(Duration.ZERO);

        @Test
        void askForEachIdOnceInOrder() {
            List<SecretId> ids = new ArrayList<>(List.of(SecretId.of("b"), SecretId.of("a"), SecretId.of("b")));
            SecretRequest request = SecretRequest.of(ids, deadline, caller().build());
            ids.clear();
            assertThat(request.ids()).containsExactly(SecretId.of("b"), SecretId.of("a"));
            assertThat(request.deadline()).isSameAs(deadline);
            assertThat(request.caller().run()).isEqualTo(ID.toString());
            assertThat(request.toString()).startsWith("SecretRequest[b, a] for Caller[");
            assertThatThrownBy(() -> request.ids().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void askForSomething() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SecretRequest.of(List.of(), deadline, caller().build()))
                    .withMessage("ids: a request asks for at least one secret");
            assertThatNullPointerException()
                    .isThrownBy(() -> SecretRequest.of(Arrays.asList((SecretId) null), deadline, caller().build()));
        }
    }

    @Nested
    class Ids {

        @Test
        void areWrittenAsAPolicyWritesThem() {
            assertThat(SecretId.of("a/b")).hasToString("a/b");
            assertThat(SecretId.of("a@b", "AWSPREVIOUS")).hasToString("a@@b@AWSPREVIOUS");
            assertThat(SecretId.of("a", "3")).isNotEqualTo(SecretId.of("a"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a/b", "..%2f", "a@b", "a?b", "\u0663", "\u00e9", "3\n"})
        void refuseAVersionThatCouldMeanSomethingElsewhere(String version) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SecretId.of("a", version))
                    .withMessageStartingWith("version: 1 to 64 ASCII letters");
        }

        @Test
        void refuseAVersionThatIsTooLong() {
            assertThat(SecretId.of("a", "x".repeat(64)).version()).isPresent();
            assertThatIllegalArgumentException().isThrownBy(() -> SecretId.of("a", "x".repeat(65)));
        }
    }

    @Nested
    class Answers {

        @Test
        void aLeaseHasAName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Lease.of(" ", Instant.EPOCH))
                    .withMessage("id: must not be blank");
            assertThatNullPointerException()
                    .isThrownBy(() -> Lease.of(null, Instant.EPOCH))
                    .withMessage("id");
        }

        @Test
        void aStoreSaysNothingOfItselfUnlessItDoes() {
            SecretStore store = request -> java.util.Map.of();
            store.revoke(Lease.of("x", Instant.EPOCH), caller().build());
            store.close();
            assertThat(store.health()).isEqualTo(StoreHealth.of(StoreHealth.Status.UNKNOWN, ""));
            assertThat(store.sharing()).isEqualTo(SecretStore.Sharing.CALLER);
            assertThat(store.needsCallerToken()).isFalse();
            assertThat(store.readsFromMemory()).isFalse();
        }

        @Test
        void aFailureNamesIdsAndMayBeSerialized() throws Exception {
            SecretStoreException failure = new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE,
                    "sealed",
                    List.of(SecretId.of("a")),
                    null,
                    Duration.ofSeconds(3));
            assertThat(failure.ids()).containsExactly(SecretId.of("a"));
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(failure);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                SecretStoreException copy = (SecretStoreException) in.readObject();
                assertThat(copy.kind()).isEqualTo(SecretStoreException.Kind.UNAVAILABLE);
                assertThat(copy.ids()).isEmpty();
            }
        }
    }
}
