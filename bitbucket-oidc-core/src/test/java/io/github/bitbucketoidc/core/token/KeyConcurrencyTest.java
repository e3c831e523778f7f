package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.keys.KeyWaits;
import io.github.bitbucketoidc.rows.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack rows K14, K21 and K22 with many callers. */
@Timeout(120)
class KeyConcurrencyTest {

    private static final int CALLERS = KeyWaits.MOST;

    private final Verifying verifying = new Verifying();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        callers.shutdownNow();
        verifying.close();
    }

    /** Answers when the gate is open. */
    private HttpHandler behindGate(String set) {
        return exchange -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FakeIssuer.answer(200, "application/json", set).handle(exchange);
        };
    }

    private List<Future<String>> callAll(Callable<String> call) {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            answers.add(callers.submit(call));
        }
        return answers;
    }

    private static void assertAll(List<Future<String>> answers, String code) throws Exception {
        for (Future<String> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(code);
        }
    }

    @Row("K21")
    @Test
    void k21AllCallersShareTheFirstFetch() throws Exception {
        verifying.issuer.onKeys(behindGate(TestKeys.set(TestKeys.jwk("k1"))));
        String token = verifying.token().signed();
        List<Future<String>> answers = callAll(() -> verifying.codeOf(token));
        await().until(() -> verifying.issuer.keyRequests() == 1);
        gate.countDown();
        assertAll(answers, "accepted");
        assertThat(verifying.issuer.keyRequests()).isOne();
    }

    @Row("K21")
    @Test
    void k21AllCallersShareTheFetchOfANewKey() throws Exception {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(behindGate(TestKeys.set(TestKeys.jwk("k1"), TestKeys.jwk("k2"))));
        String token = verifying.token("k2").signed();
        List<Future<String>> answers = callAll(() -> verifying.codeOf(token));
        await().until(() -> verifying.issuer.keyRequests() == 2);
        gate.countDown();
        assertAll(answers, "accepted");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
    }

    @Row("K14")
    @Test
    void k14AFloodOfKidsCausesNoMoreThanTwoRefreshes() throws Exception {
        verifying.accept(verifying.token());
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String token = verifying.token().header("kid", "\"random" + i + '"').signed();
            answers.add(callers.submit(() -> verifying.codeOf(token)));
        }
        assertAll(answers, "key_unknown");
        assertThat(verifying.issuer.discoveries()).isOne();
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
    }

    @Row("K22")
    @Test
    void k22NobodyWithAKeyWaitsForTheRefreshAhead() throws Exception {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(behindGate(TestKeys.set(TestKeys.jwk("k1"), TestKeys.jwk("k2"))));
        verifying.time.advance(Duration.ofSeconds(271));
        String token = verifying.token().signed();
        assertAll(callAll(() -> verifying.codeOf(token)), "accepted");
        await().until(() -> verifying.issuer.keyRequests() == 2);
        // The refresh is still behind the gate, and everybody has been served.
        assertAll(callAll(() -> verifying.codeOf(token)), "accepted");
        gate.countDown();
        await().until(() ->
                verifying.verifier.keyStates().get(verifying.issuer.issuer()).usableKeys() == 2);
        assertThat(verifying.codeOf(verifying.token("k2"))).isEqualTo("accepted");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
    }

    @Row("K22")
    @Test
    void k22WhoeverNamesANewKeyWaitsForTheRefreshAheadAndCausesNoOther() throws Exception {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(behindGate(TestKeys.set(TestKeys.jwk("k1"), TestKeys.jwk("k2"))));
        verifying.time.advance(Duration.ofSeconds(271));
        verifying.accept(verifying.token());
        await().until(() -> verifying.issuer.keyRequests() == 2);
        CompletableFuture<String> joined = new CompletableFuture<>();
        Thread joining = new Thread(() -> joined.complete(verifying.codeOf(verifying.token("k2"))));
        joining.start();
        await().until(() -> joining.getState() == Thread.State.TIMED_WAITING);
        gate.countDown();
        assertThat(joined.get(60, TimeUnit.SECONDS)).isEqualTo("accepted");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
    }

    @Row("K22")
    @Test
    void k22NobodyWithAKeyWaitsForTheFetchOfAnotherKey() throws Exception {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(behindGate(TestKeys.set(TestKeys.jwk("k1"), TestKeys.jwk("k2"))));
        Future<String> waiting = callers.submit(() -> verifying.codeOf(verifying.token("k2")));
        await().until(() -> verifying.issuer.keyRequests() == 2);
        String token = verifying.token().signed();
        for (int i = 0; i < CALLERS; i++) {
            assertThat(verifying.codeOf(token)).isEqualTo("accepted");
        }
        assertThat(waiting.isDone()).isFalse();
        gate.countDown();
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo("accepted");
    }

    @Row("K22")
    @Test
    void k22ARefreshThatFailsHalfWayChangesNothing() throws Exception {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 5_000);
            exchange.getResponseBody().write(TestKeys.set().getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        verifying.time.advance(Duration.ofSeconds(271));
        String token = verifying.token().signed();
        assertAll(callAll(() -> verifying.codeOf(token)), "accepted");
        await().until(() -> verifying
                .verifier
                .keyStates()
                .get(verifying.issuer.issuer())
                .lastFailure()
                .isPresent());
        assertAll(callAll(() -> verifying.codeOf(token)), "accepted");
    }

    @Test
    void aCallerThatIsInterruptedDoesNotEndTheFetchOfTheOthers() throws Exception {
        verifying.issuer.onKeys(behindGate(TestKeys.set(TestKeys.jwk("k1"))));
        String token = verifying.token().signed();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread impatient = new Thread(() -> {
            try {
                verifying.verifier.verify(token);
            } catch (KeySourceException e) {
                seen.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        impatient.start();
        await().until(() -> verifying.issuer.keyRequests() == 1);
        Future<String> patient = callers.submit(() -> verifying.codeOf(token));
        impatient.interrupt();
        impatient.join();
        assertThat(seen.get()).isInstanceOf(KeySourceException.class);
        assertThat(flag.get()).isTrue();
        gate.countDown();
        assertThat(patient.get(60, TimeUnit.SECONDS)).isEqualTo("accepted");
        assertThat(verifying.issuer.keyRequests()).isOne();
    }

    @Test
    void manyCallersUseOneKeyAtOnce() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tokens.add(verifying.token().text("branchName", "b" + i).signed());
        }
        String forged = tokens.get(0).substring(0, tokens.get(0).lastIndexOf('.'))
                + tokens.get(1).substring(tokens.get(1).lastIndexOf('.'));
        assertAll(
                callAll(() -> {
                    for (int i = 0; i < 50; i++) {
                        assertThat(verifying.codeOf(tokens.get(i % 8))).isEqualTo("accepted");
                        assertThat(verifying.codeOf(forged)).isEqualTo("signature_invalid");
                    }
                    return "done";
                }),
                "done");
    }

    @Test
    void afterClosingKeysAtHandAnswerAndNothingIsFetched() {
        verifying.accept(verifying.token());
        verifying.verifier.close();
        verifying.verifier.close();
        verifying.accept(verifying.token());
        assertThat(verifying.codeOf(verifying.token("k2"))).isEqualTo("key_unknown");
        verifying.time.advance(Duration.ofSeconds(271));
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> verifying.codeOf(verifying.token().claim("exp", TestToken.ISSUED + 80_000)))
                .isInstanceOf(KeySourceException.class);
        assertThat(verifying.issuer.keyRequests()).isOne();
    }

    @Test
    void itsThreadsAreNamedDaemonsAndEndWithIt() {
        verifying.accept(verifying.token());
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("bitbucket-oidc-keys-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
        verifying.verifier.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("bitbucket-oidc-keys-")));
    }
}
