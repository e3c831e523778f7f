package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.FakeIssuer;
import io.github.bitbucketoidc.core.token.TestToken;
import io.github.bitbucketoidc.core.token.Verifying;
import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack row D8 and field case X35: a key server that hangs or fails, strangers who name unknown keys, and who still gets what. */
@Timeout(120)
class KeyWaitsTest {

    private static final int STRANGERS = 140;

    private final Verifying verifying = new Verifying();
    private final ExecutorService strangers = Executors.newFixedThreadPool(STRANGERS);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        strangers.shutdownNow();
        verifying.close();
    }

    private HttpHandler hanging() {
        return exchange -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
    }

    private TestToken fresh(String kid) {
        return verifying.token(kid).claim("iat", verifying.time.instant().getEpochSecond());
    }

    private KeySourceException refusal(TestToken token) {
        try {
            throw new AssertionError("answered " + verifying.codeOf(token));
        } catch (KeySourceException unavailable) {
            return unavailable;
        }
    }

    @Row("D8")
    @Test
    void sixteenWaitForAHangingKeyServerAndTheOthersAreToldAtOnce() {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(hanging());
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger turnedAway = new AtomicInteger();
        String junk = fresh("nobody").signed();
        for (int i = 0; i < STRANGERS; i++) {
            strangers.execute(() -> {
                while (!stop.get() && !Thread.currentThread().isInterrupted()) {
                    inside.incrementAndGet();
                    try {
                        verifying.verifier.verify(junk);
                    } catch (KeySourceException e) {
                        turnedAway.incrementAndGet();
                        assertThat(e.retryAfter()).isPresent();
                    } finally {
                        inside.decrementAndGet();
                    }
                    pause();
                }
            });
        }
        await().until(() -> verifying.issuer.keyRequests() == 2 && turnedAway.get() > 1_000);
        // Whoever has a key at hand is served, and only those who wait are inside for longer than a moment.
        String good = verifying.token().signed();
        for (int i = 0; i < 1_000; i++) {
            assertThat(verifying.codeOf(good)).isEqualTo("accepted");
        }
        await().until(() -> inside.get() <= KeyWaits.MOST + 8);
        stop.set(true);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Row("D8")
    @Test
    void nobodyWithAKeyWaitsForASecondAttemptDuringAnOutage() {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(FakeIssuer.answer(500, "", ""));
        verifying.time.advance(Duration.ofMinutes(6));
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(hanging());
        verifying.time.advance(Duration.ofMinutes(6));
        for (int i = 0; i < 100; i++) {
            verifying.accept(verifying.token());
        }
        await().until(() -> verifying.issuer.keyRequests() == 3);
        verifying.accept(verifying.token());
    }

    @Row("K14")
    @Test
    void anUnknownKeyIsNotRefusedWhileItCannotBeLookedFor() {
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofSeconds(60));
        verifying.issuer.onKeys(FakeIssuer.answer(500, "", ""));
        // While the issuer fails: as long as it may not be asked again at least.
        assertThat(refusal(fresh("new")).retryAfter())
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1)));
        assertThat(verifying.codeOf(verifying.token("new")))
                .as("older than the set")
                .isEqualTo("key_unknown");
        verifying.issuer.publish("k1", "new");
        verifying.time.advance(Duration.ofSeconds(5));
        verifying.accept(fresh("new"));

        // While strangers have spent what they may.
        for (int i = 0; i < 40; i++) {
            verifying.time.advance(Duration.ofSeconds(15));
            try {
                verifying.codeOf(fresh("flood" + i));
            } catch (KeySourceException unavailable) {
                assertThat(unavailable.retryAfter()).isPresent();
            }
        }
        verifying.time.advance(Duration.ofSeconds(1));
        verifying.issuer.publish("new", "newer");
        TestToken newer = fresh("newer").claim("exp", TestToken.ISSUED + 80_000);
        Duration wait = refusal(newer).retryAfter().orElseThrow();
        assertThat(wait).isLessThanOrEqualTo(Duration.ofMillis(RefreshLimit.INTERVAL));
        verifying.time.advance(wait.minusMillis(1));
        assertThat(refusal(newer).retryAfter()).contains(Duration.ofMillis(1));
        verifying.time.advance(Duration.ofMillis(1));
        assertThat(verifying.codeOf(newer))
                .as("the time that was named is honest")
                .isEqualTo("accepted");
    }

    @Row("K14")
    @Test
    void aSetThatWasFetchedForTheTokenSaysNoAndATimeInTheFutureCausesNoEndlessFetches() {
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofSeconds(60));
        assertThat(verifying.codeOf(fresh("nobody"))).isEqualTo("key_unknown");
        long now = verifying.time.instant().getEpochSecond();
        for (int i = 0; i < 100; i++) {
            try {
                verifying.codeOf(fresh("nobody").claim("iat", now + 29));
            } catch (KeySourceException unavailable) {
                assertThat(unavailable.retryAfter()).isPresent();
            }
        }
        assertThat(verifying.issuer.keyRequests()).isLessThanOrEqualTo(3);
        assertThat(verifying.codeOf(fresh("nobody").claim("iat", now + 31))).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isLessThanOrEqualTo(3);
    }

    @Row("K14")
    @Test
    void leavesAnIssuerAloneForAsLongAsItAsks() {
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofSeconds(60));
        verifying.issuer.onKeys(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "600");
            FakeIssuer.answer(429, "", "").handle(exchange);
        });
        TestToken token = fresh("new").claim("exp", TestToken.ISSUED + 80_000);
        assertThat(refusal(token).retryAfter())
                .hasValueSatisfying(
                        time -> assertThat(time).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(660)));
        verifying.issuer.publish("k1", "new");
        for (int i = 0; i < 19; i++) {
            verifying.time.advance(Duration.ofSeconds(30));
            verifying.accept(verifying.token());
            refusal(token);
        }
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(Duration.ofSeconds(90));
        assertThat(verifying.codeOf(token)).isEqualTo("accepted");
    }
}
