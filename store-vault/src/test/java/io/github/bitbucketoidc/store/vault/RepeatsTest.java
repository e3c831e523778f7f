package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked again while a Vault behind one address changes its leader, and what never is. */
class RepeatsTest {

    private static final String PATH = "secret/x";
    private static final String NO_LEADER =
            "500 {\"errors\": [\"local node not active but active cluster node not found\"]}";

    private final FakeLogins logins = new FakeLogins(600);
    private final FakeVault fake = FakeVault.start(logins);
    private final SecretStore store = Stores.open(Map.of(
            "address", fake.address().toString(),
            "login", Map.of("app-role", Map.of("role-id", "r")),
            "mounts", Map.of("secret", "kv-2", "dynamic", "other"),
            "requests", Map.of("otp", Map.of("path", "dynamic/creds", "write", Map.of("ip", "10.0.0.1")))));

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    /** A status and a body; what is no JSON is a page of a balancer. */
    private static FakeAnswer failure(String text) {
        int status = Integer.parseInt(text.substring(0, 3));
        String body = text.substring(4);
        return body.startsWith("{") ? json(status, body) : json(status, body, "Content-Type: text/html");
    }

    private void fail(String failure, Predicate<FakeVault.Request> of) {
        logins.butFirst(request -> of.test(request) ? failure(failure) : null);
    }

    private SecretStoreException failureOf(String path) {
        SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, path));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        return failure;
    }

    @Nested
    class ARead {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    NO_LEADER,
                    "500 {\"errors\": [\"internal error\"]}",
                    "502 <html>bad gateway</html>",
                    "503 <html>service unavailable</html>",
                    "504 <html>gateway time-out</html>",
                    "502 {\"errors\": []}"
                })
        void isAskedAgainUntilAFailureOfEightHundredMillisecondsIsOver(String failure) {
            Stores.read(store, PATH);
            Deadlines over = new Deadlines(Duration.ofMillis(800));
            fail(failure, request -> over.areAhead());

            assertThat(Stores.field(store, PATH, "a")).isEqualTo("for t1");
            assertThat(fake.count("secret/data/x")).isLessThanOrEqualTo(1 + 3);
        }

        @ParameterizedTest
        @ValueSource(strings = {NO_LEADER, "502 <html>bad gateway</html>"})
        void isAskedThreeTimesInAll(String failure) {
            fail(failure, request -> request.path().startsWith("secret"));

            failureOf(PATH);

            assertThat(fake.count("secret/data/x")).isEqualTo(3);
        }

        @Test
        void isNotAskedAgainBeyondItsDeadline() {
            Stores.read(store, PATH);
            fail("502 <html></html>", request -> true);

            SecretStoreException failure = catchThrowableOfType(
                    SecretStoreException.class, () -> Stores.read(store, Stores.CALLER, Duration.ofMillis(240), PATH));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(fake.count("secret/data/x")).isEqualTo(1 + 1);
        }

        @Test
        void isNotAskedAgainWhenVaultSaysThatItIsSealed() {
            fail(
                    "503 {\"errors\": [\"Vault is sealed\"]}",
                    request -> request.path().startsWith("secret"));

            failureOf(PATH);

            assertThat(fake.count("secret/data/x")).isEqualTo(1);
        }

        @Test
        void isAskedAgainWhenNothingListensForAMoment() throws Exception {
            Stores.read(store, PATH);
            int port = fake.address().getPort();
            fake.close();
            AtomicBoolean listens = new AtomicBoolean();
            Thread later = new Thread(() -> {
                try {
                    Thread.sleep(300);
                    FakeVault.start(
                            new java.net.ServerSocket(port, 50, java.net.InetAddress.getLoopbackAddress()), logins);
                    listens.set(true);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            later.start();

            assertThat(Stores.field(store, PATH, "a")).isEqualTo("for t1");
            assertThat(listens).isTrue();
        }

        @Test
        void goesRoundAllServersAgain() {
            AtomicInteger asked = new AtomicInteger();
            try (FakeVault other = FakeVault.start(request -> {
                        asked.incrementAndGet();
                        return failure(NO_LEADER);
                    });
                    SecretStore both = Stores.open(Map.of(
                            "addresses",
                                    List.of(
                                            fake.address().toString(),
                                            other.address().toString()),
                            "login", Map.of("app-role", Map.of("role-id", "r")),
                            "mounts", Map.of("secret", "kv-2")))) {
                Stores.read(both, PATH);
                AtomicInteger reads = new AtomicInteger();
                fail(NO_LEADER, request -> reads.getAndIncrement() == 0);

                assertThat(Stores.field(both, PATH, "a")).isEqualTo("for t1");
                assertThat(asked).hasValue(1);
            }
        }
    }

    @Nested
    class NeverAgain {

        @ParameterizedTest
        @ValueSource(strings = {"500 {\"errors\": [\"internal error\"]}", "502 <html></html>", "503 <html></html>"})
        void aLoginThatMayHaveBeenCounted(String failure) {
            fail(failure, request -> request.path().endsWith("/login"));

            failureOf(PATH);

            assertThat(fake.count("auth/approle/login")).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"500 {\"errors\": [\"internal error\"]}", "502 <html></html>", "504 <html></html>"})
        void whatMakesALease(String failure) {
            Stores.read(store, PATH);
            fail(failure, request -> request.path().equals("dynamic/creds"));

            failureOf("otp");
            assertThat(fake.count("dynamic/creds")).isEqualTo(1);
            failureOf("dynamic/creds");
            assertThat(fake.count("dynamic/creds")).isEqualTo(2);
        }
    }

    @Nested
    class WhatWasCertainlyNotDone {

        @Test
        void isAskedAgainForALoginAndForALeaseToo() {
            AtomicInteger failures = new AtomicInteger();
            fail(
                    NO_LEADER,
                    request ->
                            (request.path().endsWith("/login") || request.path().equals("dynamic/creds"))
                                    && failures.getAndIncrement() % 2 == 0);

            assertThat(Stores.field(store, "otp", "a")).isEqualTo("made");
            assertThat(logins.logins()).isEqualTo(1);
            assertThat(fake.count("dynamic/creds")).isEqualTo(2);
        }
    }

    /** A moment from now on, by the real clock: pauses are real, too. */
    private static final class Deadlines {
        private final long end;

        Deadlines(Duration left) {
            this.end = System.nanoTime() + left.toNanos();
        }

        boolean areAhead() {
            return System.nanoTime() - end < 0;
        }
    }
}
