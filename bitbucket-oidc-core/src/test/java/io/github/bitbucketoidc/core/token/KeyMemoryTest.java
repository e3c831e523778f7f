package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of an issuer's answers, and for how long (attack rows K14, K16). */
class KeyMemoryTest {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private final Verifying verifying = new Verifying();

    @AfterEach
    void close() {
        verifying.close();
    }

    private String codeOf(String kid) {
        return verifying.codeOf(verifying.token(kid).claim("exp", TestToken.ISSUED + 86_400));
    }

    @Row("K14")
    @Test
    void aNameThatWasAbsentIsLookedForAgainForATokenThatMayBeNewerThanTheSet() {
        assertThat(codeOf("k1")).isEqualTo("accepted");
        verifying.time.advance(Duration.ofSeconds(20));
        assertThat(codeOf("late")).isEqualTo("key_unknown");
        verifying.issuer.publish("k1", "late");
        verifying.time.advance(Duration.ofSeconds(60));
        assertThat(codeOf("late")).as("an old token").isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        long now = verifying.time.instant().getEpochSecond();
        assertThat(verifying.codeOf(verifying.token("late").claim("iat", now))).isEqualTo("accepted");
        assertThat(codeOf("late")).as("it is known now").isEqualTo("accepted");
    }

    @Row("K14")
    @Test
    void k14ANameThatWasNotLookedForIsNotAbsent() {
        assertThat(codeOf("k1")).isEqualTo("accepted");
        verifying.time.advance(Duration.ofSeconds(20));
        assertThat(codeOf("other")).isEqualTo("key_unknown");
        verifying.issuer.publish("k1", "new");
        verifying.time.advance(Duration.ofSeconds(9));
        assertThat(codeOf("new")).as("two refreshes are spent").isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(Duration.ofSeconds(1));
        assertThat(codeOf("new")).isEqualTo("accepted");
    }

    @Row("K16")
    @Test
    void k16AnOutageIsNotLookedIntoForEachToken() {
        assertThat(codeOf("k1")).isEqualTo("accepted");
        verifying.issuer.onKeys(FakeIssuer.answer(500, "", ""));
        verifying.time.advance(TIME_TO_LIVE);
        assertThat(codeOf("k1")).isEqualTo("accepted");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(TIME_TO_LIVE.minusSeconds(31));
        assertThat(codeOf("k1")).isEqualTo("accepted");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        verifying.time.advance(Duration.ofSeconds(31));
        assertThat(codeOf("k1")).isEqualTo("accepted");
        // In the background: it failed before, so nobody waits for it.
        await().until(() -> verifying.issuer.keyRequests() == 3);
    }

    /** Of a set without one usable key it is still said why a key cannot be used: as long as a set counts. */
    @Test
    void whyAKeyCannotBeUsedIsKnownAsLongAsASetWouldBe() {
        verifying.time.advance(TIME_TO_LIVE);
        verifying.issuer.publishSet(TestKeys.set(TestKeys.jwk("weak", TestKeys.rsa("short", 1024))));
        assertThat(codeOf("weak")).isEqualTo("key_weak");
        verifying.issuer.onKeys(FakeIssuer.answer(500, "", ""));
        verifying.time.advance(TIME_TO_LIVE.minusMillis(1));
        assertThat(codeOf("weak")).isEqualTo("key_weak");
        verifying.time.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> codeOf("weak")).isInstanceOf(KeySourceException.class);
    }
}
