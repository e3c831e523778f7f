package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.keys.IssuerKeys;
import io.github.bitbucketoidc.core.token.keys.RefreshLimit;
import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attack rows K14, K16, K20, K21: when the issuer is asked, and how long its answer counts. */
class KeyRefreshTest {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private final Verifying verifying = new Verifying();

    @AfterEach
    void close() {
        verifying.close();
    }

    private TestToken token(String kid) {
        return verifying.token(kid).claim("exp", TestToken.ISSUED + 86_400);
    }

    private String codeOf(String kid) {
        return verifying.codeOf(token(kid));
    }

    private Workspace.KeyState state() {
        return verifying.verifier.keyStates().get(verifying.issuer.issuer());
    }

    @Test
    void aTokenThatFailsAnotherCheckCausesNoFetch() {
        assertThat(verifying.codeOf(verifying.token().claim("exp", 1))).isEqualTo("expired");
        assertThat(verifying.codeOf(verifying.token().text("aud", "x"))).isEqualTo("audience_mismatch");
        assertThat(verifying.codeOf(verifying.token().header("alg", "\"none\"")))
                .isEqualTo("alg_not_allowed");
        assertThat(verifying.codeOf(verifying.token().text("sub", "x"))).isEqualTo("claim_type");
        assertThat(verifying.issuer.requests()).isZero();

        verifying.accept(verifying.token());
        assertThat(verifying.codeOf(verifying.token("new").claim("exp", 1))).isEqualTo("key_unknown");
        assertThat(verifying.issuer.requests()).isEqualTo(2);

        verifying.time.advance(TIME_TO_LIVE);
        assertThat(verifying.codeOf(verifying.token().text("aud", "x"))).isEqualTo("audience_mismatch");
        assertThat(verifying.issuer.requests()).isEqualTo(2);
    }

    @Test
    void withAKeyAtHandTheSignatureComesBeforeTheClaims() {
        verifying.accept(verifying.token());
        assertThat(verifying.codeOf(verifying.token().claim("exp", 1).signedBy(TestKeys.rsa("other"))))
                .isEqualTo("signature_invalid");
    }

    @Row("K14")
    @Test
    void k14AsksTwiceInThirtySecondsAtMost() {
        verifying.accept(verifying.token());
        for (int i = 0; i < 200; i++) {
            assertThat(verifying.codeOf(verifying.token().header("kid", "\"random" + i + '"')))
                    .isEqualTo("key_unknown");
        }
        assertThat(verifying.issuer.discoveries()).isOne();
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
    }

    @Row("K14")
    @Test
    void k14CountsInAnyThirtySecondsAndNotInFixedOnes() {
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofMillis(29_900));
        assertThat(codeOf("a")).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(Duration.ofMillis(100));
        assertThat(codeOf("b")).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(3);
        verifying.time.advance(Duration.ofMillis(100));
        assertThat(codeOf("c")).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(3);
        verifying.time.advance(Duration.ofMillis(29_800));
        assertThat(codeOf("d")).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(4);
    }

    @Row("K14")
    @Test
    void k14SpendsOneRefreshOnOneUnknownKid() {
        verifying.accept(verifying.token());
        for (int i = 0; i < 5; i++) {
            assertThat(codeOf("stale")).isEqualTo("key_unknown");
        }
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(Duration.ofSeconds(29));
        verifying.issuer.publish("k1", "new");
        assertThat(codeOf("stale")).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(Duration.ofSeconds(1));
        assertThat(codeOf("new")).isEqualTo("accepted");
    }

    @Row("K14")
    @Test
    void k14RemembersWhichKidsAreAbsent() {
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofSeconds(20));
        assertThat(codeOf("stale")).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(Duration.ofSeconds(10));
        // Another refresh may be spent now, but not on a name that was just looked for.
        assertThat(codeOf("stale")).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.issuer.publish("k1", "new");
        assertThat(codeOf("new")).isEqualTo("accepted");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(3);
    }

    @Row("K14")
    @Test
    void aFailedStartIsRepeatedAfterASecondAndThenAfterTwo() {
        verifying.issuer.onKeys(FakeIssuer.answer(500, "", ""));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> codeOf("k1"))
                    .isInstanceOf(KeySourceException.class)
                    .hasMessageContaining(verifying.issuer.issuer())
                    .hasMessageContaining("answered 500")
                    .satisfies(thrown -> assertThat(((KeySourceException) thrown).retryAfter())
                            .hasValueSatisfying(time -> assertThat(time).isBetween(millis(750), millis(1000))));
        }
        assertThat(verifying.issuer.keyRequests()).isOne();
        verifying.time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> codeOf("k1")).isInstanceOf(KeySourceException.class);
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        assertThat(verifying.issuer.discoveries()).as("remembered").isOne();
        verifying.issuer.publish("k1");
        assertThatThrownBy(() -> codeOf("k1")).isInstanceOf(KeySourceException.class);
        verifying.time.advance(Duration.ofSeconds(2));
        assertThat(codeOf("k1")).isEqualTo("accepted");
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Row({"K16", "F20"})
    @Test
    void k16ServesTheLastGoodSetForAnHour() {
        assertThat(codeOf("k1")).isEqualTo("accepted");
        verifying.issuer.onKeys(FakeIssuer.answer(503, "", ""));
        for (int minute = 2; minute < 60; minute += 2) {
            verifying.time.advance(Duration.ofMinutes(2));
            assertThat(codeOf("k1")).as("minute " + minute).isEqualTo("accepted");
            assertThat(codeOf("other")).as("minute " + minute).isEqualTo("key_unknown");
        }
        assertThat(state().lastFailure())
                .hasValueSatisfying(text -> assertThat(text).contains("answered 503"));
        assertThat(state().isLoaded()).isTrue();
        verifying.time.advance(Duration.ofSeconds(119));
        assertThat(codeOf("k1")).isEqualTo("accepted");
        verifying.time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> codeOf("k1")).isInstanceOf(KeySourceException.class);
        assertThat(state().isLoaded()).isFalse();

        verifying.issuer.publish("k1");
        verifying.time.advance(Duration.ofMillis(RefreshLimit.INTERVAL));
        assertThat(codeOf("k1")).isEqualTo("accepted");
        assertThat(state().lastFailure()).isEmpty();
    }

    @Row({"K16", "F20"})
    @Test
    void k16SettlesHowLongThatIs() {
        try (Verifying none = new Verifying(builder -> builder.keyOutageTolerance(Duration.ZERO))) {
            none.accept(none.token());
            none.issuer.onKeys(FakeIssuer.answer(500, "", ""));
            none.time.advance(TIME_TO_LIVE.minusMillis(1));
            none.accept(none.token());
            none.time.advance(Duration.ofMillis(1));
            assertThatThrownBy(() -> none.codeOf(none.token())).isInstanceOf(KeySourceException.class);
        }
        try (Verifying day = new Verifying(builder -> builder.keyOutageTolerance(Duration.ofDays(1)))) {
            day.accept(day.token());
            day.issuer.onKeys(FakeIssuer.answer(500, "", ""));
            day.time.advance(Duration.ofDays(1).minusMillis(1));
            day.time.step(Duration.ofDays(-1));
            day.accept(day.token());
            day.time.advance(Duration.ofMillis(1));
            assertThatThrownBy(() -> day.codeOf(day.token())).isInstanceOf(KeySourceException.class);
        }
    }

    @Row("K20")
    @Test
    void k20DropsAWithdrawnKeyWhenItsTimeIsOver() {
        verifying.issuer.publish("k1", "k2");
        assertThat(codeOf("k2")).isEqualTo("accepted");
        verifying.issuer.publish("k1");
        verifying.time.advance(TIME_TO_LIVE.minusSeconds(31));
        assertThat(codeOf("k2")).isEqualTo("accepted");
        verifying.time.advance(Duration.ofSeconds(31));
        assertThat(codeOf("k2")).isEqualTo("key_unknown");
        assertThat(codeOf("k1")).isEqualTo("accepted");
    }

    @Row("K20")
    @Test
    void k20ReplacesTheSetWhenever() {
        verifying.issuer.publish("k1", "k2");
        assertThat(codeOf("k2")).isEqualTo("accepted");
        verifying.issuer.publish("k3");
        assertThat(codeOf("k3")).isEqualTo("accepted");
        assertThat(codeOf("k2")).isEqualTo("key_unknown");
        assertThat(codeOf("k1")).isEqualTo("key_unknown");
        assertThat(state().usableKeys()).isOne();
    }

    @Row("K21")
    @Test
    void aNewKeyIsNotRefusedWhileTheIssuerFailsAndTakenASecondAfterIt() {
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofSeconds(31));
        verifying.issuer.onKeys(FakeIssuer.answer(502, "text/plain", "no"));
        TestToken token = fresh("new");
        assertThatThrownBy(() -> verifying.codeOf(token))
                .isInstanceOf(KeySourceException.class)
                .hasMessageContaining("answered 502");
        verifying.issuer.publish("k1", "new");
        verifying.time.advance(Duration.ofSeconds(1));
        assertThat(verifying.codeOf(token)).isEqualTo("accepted");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(3);
    }

    /** A token that was made just now. */
    private TestToken fresh(String kid) {
        return token(kid).claim("iat", verifying.time.instant().getEpochSecond());
    }

    @Row("K21")
    @Test
    void k21TakesANewKeyThoughItCameWhenOthersHadAskedTooSoon() {
        verifying.accept(verifying.token());
        verifying.time.advance(Duration.ofSeconds(31));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        HttpHandler before = FakeIssuer.answer(200, "application/json", TestKeys.set(TestKeys.jwk("k1")));
        verifying.issuer.onKeys(exchange -> {
            asked.countDown();
            await().until(() -> answer.getCount() == 0);
            before.handle(exchange);
        });
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> codeOf("stale"));
        await().until(() -> asked.getCount() == 0);
        CompletableFuture<String> joins = new CompletableFuture<>();
        Thread joining = new Thread(() -> joins.complete(codeOf("new")));
        joining.start();
        await().until(() -> joining.getState() == Thread.State.TIMED_WAITING);
        answer.countDown();
        assertThat(first.join()).isEqualTo("key_unknown");
        assertThat(joins.join()).isEqualTo("key_unknown");

        verifying.issuer.publish("k1", "new");
        assertThat(codeOf("new")).isEqualTo("accepted");
    }

    @Row("K21")
    @Test
    void k21TakesANewKeyAtOnce() {
        assertThat(codeOf("k1")).isEqualTo("accepted");
        for (int rotation = 2; rotation < 6; rotation++) {
            verifying.time.advance(Duration.ofSeconds(30));
            verifying.issuer.publish("k" + (rotation - 1), "k" + rotation);
            assertThat(codeOf("k" + rotation)).isEqualTo("accepted");
            assertThat(codeOf("k" + (rotation - 1))).isEqualTo("accepted");
            assertThat(verifying.issuer.keyRequests()).isEqualTo(rotation);
        }
    }

    @Test
    void tellsHowTheKeysAreDoing() {
        assertThat(state())
                .isEqualTo(new IssuerKeys.State(verifying.issuer.issuer(), Optional.empty(), 0, Optional.empty()));
        verifying.time.advance(TIME_TO_LIVE);
        assertThat(codeOf("k1")).isEqualTo("accepted");
        verifying.time.advance(Duration.ofSeconds(7));
        assertThat(state())
                .isEqualTo(new IssuerKeys.State(
                        verifying.issuer.issuer(), Optional.of(Duration.ofSeconds(7)), 1, Optional.empty()));
    }

    @Test
    void saysWhatToLookAtWhenThereIsNoDiscoveryDocumentYet() {
        verifying.issuer.onDiscovery(FakeIssuer.answer(404, "text/plain", ""));
        assertThatThrownBy(() -> codeOf("k1"))
                .isInstanceOf(KeySourceException.class)
                .hasMessage("No usable key set of " + verifying.issuer.issuer() + ": " + verifying.issuer.issuer()
                        + "/.well-known/openid-configuration answered 404: is the workspace's slug right, is OIDC"
                        + " enabled, has one pipeline run?");
    }
}
