package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attack rows C6 to C9: when a token counts. */
class ClaimTimesTest {

    private static final long SKEW = 30;

    private final Verifying verifying = new Verifying();

    @AfterEach
    void close() {
        verifying.close();
    }

    private String codeAt(long second) {
        verifying.time.setSecond(second);
        return verifying.codeOf(verifying.token());
    }

    @Row("C6")
    @Test
    void c6EndsOnOrAfterExpAndSkew() {
        assertThat(codeAt(TestToken.EXPIRES - 1)).isEqualTo("accepted");
        assertThat(codeAt(TestToken.EXPIRES)).isEqualTo("accepted");
        assertThat(codeAt(TestToken.EXPIRES + SKEW - 1)).isEqualTo("accepted");
        assertThat(codeAt(TestToken.EXPIRES + SKEW)).isEqualTo("expired");
        assertThat(codeAt(TestToken.EXPIRES + SKEW + 1)).isEqualTo("expired");
    }

    @Row("C6")
    @Test
    void c6CountsMillisecondsToo() {
        verifying.time.setSecond(TestToken.EXPIRES + SKEW);
        verifying.time.step(Duration.ofMillis(-1));
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("accepted");
        verifying.time.step(Duration.ofMillis(1));
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("expired");
    }

    @Row("C6")
    @Test
    void c6EndsOnExpWithoutSkew() {
        try (Verifying strict = new Verifying(builder -> builder.skew(Duration.ZERO))) {
            strict.time.setSecond(TestToken.EXPIRES - 1);
            assertThat(strict.codeOf(strict.token())).isEqualTo("accepted");
            strict.time.setSecond(TestToken.EXPIRES);
            assertThat(strict.codeOf(strict.token())).isEqualTo("expired");
        }
    }

    @Row("C7")
    @Test
    void c7RefusesTokensOfTheFuture() {
        assertThat(codeAt(TestToken.ISSUED - SKEW)).isEqualTo("accepted");
        assertThat(codeAt(TestToken.ISSUED - SKEW - 1)).isEqualTo("not_yet_valid");

        verifying.time.setSecond(TestToken.ISSUED);
        assertThat(verifying.codeOf(verifying.token().claim("nbf", TestToken.ISSUED + SKEW)))
                .isEqualTo("accepted");
        assertThat(verifying.codeOf(verifying.token().claim("nbf", TestToken.ISSUED + SKEW + 1)))
                .isEqualTo("not_yet_valid");
    }

    @Row("C7")
    @Test
    void c7RefusesATokenWithoutABeginning() {
        assertThat(verifying.codeOf(verifying.token().without("iat"))).isEqualTo("claim_missing");
    }

    @Row("C7")
    @Test
    void c7RefusesATokenThatEndsBeforeItBegins() {
        verifying.time.setSecond(TestToken.ISSUED);
        assertThat(verifying.codeOf(verifying.token().claim("exp", TestToken.ISSUED - 1)))
                .isEqualTo("lifetime_exceeded");
        assertThat(verifying.codeOf(verifying.token().claim("exp", TestToken.ISSUED)))
                .isEqualTo("accepted");
    }

    @Row("C7")
    @Test
    void c7RefusesATokenThatLivesTooLong() {
        long day = Duration.ofDays(1).toSeconds();
        assertThat(verifying.codeOf(verifying.token().claim("exp", TestToken.ISSUED + day)))
                .isEqualTo("accepted");
        assertThat(verifying.codeOf(verifying.token().claim("exp", TestToken.ISSUED + day + 1)))
                .isEqualTo("lifetime_exceeded");
        try (Verifying strict = new Verifying(builder -> builder.maxLifetime(Duration.ofMinutes(5)))) {
            assertThat(strict.codeOf(strict.token())).isEqualTo("lifetime_exceeded");
            assertThat(strict.codeOf(strict.token().claim("exp", TestToken.ISSUED + 300)))
                    .isEqualTo("accepted");
        }
    }

    @Row("C8")
    @Test
    void c8BoundsTheSkew() {
        for (Duration skew :
                new Duration[] {Duration.ofSeconds(-1), Duration.ofMillis(120_001), Duration.ofDays(3650)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Verifying(builder -> builder.skew(skew)))
                    .withMessage("skew: 0 to 120 seconds");
        }
        try (Verifying lenient = new Verifying(builder -> builder.skew(Duration.ofMinutes(2)))) {
            lenient.time.setSecond(TestToken.EXPIRES + 119);
            assertThat(lenient.codeOf(lenient.token())).isEqualTo("accepted");
        }
    }

    @Row({"C9", "F22"})
    @Test
    void c9DecidesByTheInjectedClockAndAgesKeysByTheMonotonicOne() {
        verifying.accept(verifying.token());
        assertThat(verifying.issuer.requests()).isEqualTo(2);

        verifying.time.step(Duration.ofHours(1));
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("expired");
        verifying.time.step(Duration.ofHours(-2));
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("not_yet_valid");
        verifying.time.step(Duration.ofHours(1));
        verifying.accept(verifying.token());

        assertThat(verifying.issuer.requests()).isEqualTo(2);
        assertThat(verifying.verifier.keyStates().get(verifying.issuer.issuer()).age())
                .contains(Duration.ZERO);
    }

    @Row("W9")
    @Test
    void w9RefusesATokenThatWasIssuedLongerAgoThanTheLargestAge() {
        try (Verifying young = new Verifying(builder -> builder.maxAge(Duration.ofMinutes(10)))) {
            young.time.setSecond(TestToken.ISSUED + 600);
            assertThat(young.codeOf(young.token())).isEqualTo("accepted");
            young.time.setSecond(TestToken.ISSUED + 601);
            assertThat(young.codeOf(young.token())).isEqualTo("token_too_old");
            young.time.setSecond(TestToken.EXPIRES + SKEW);
            assertThat(young.codeOf(young.token())).as("an earlier check").isEqualTo("expired");
        }
    }

    @Test
    void theLargestAgeHasBounds() {
        for (Duration age : new Duration[] {Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(31)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Verifying(builder -> builder.maxAge(age)))
                    .withMessage("maxAge: 1 second to 30 days");
        }
    }
}
