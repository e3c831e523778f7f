package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack rows K14 and K15 in the size of a real flood; requests are counted at the issuer's socket. */
@Timeout(300)
class KeyFloodTest {

    private static final int FLOOD = 100_000;

    private final Verifying verifying = new Verifying();
    private final String good = verifying.token().signed();

    @AfterEach
    void close() {
        verifying.close();
    }

    /** The good token under another kid; its signature is never looked at. */
    private String under(String kid) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}";
        return TestToken.encode(header.getBytes(StandardCharsets.UTF_8)) + good.substring(good.indexOf('.'));
    }

    /** What the good token gets when its issuer is called this. */
    private String fromIssuer(String issuer) {
        String payload = verifying.token().text("iss", issuer).payloadJson();
        return good.substring(0, good.indexOf('.') + 1)
                + TestToken.encode(payload.getBytes(StandardCharsets.UTF_8))
                + good.substring(good.lastIndexOf('.'));
    }

    @Row("K14")
    @Test
    void k14ManyUnknownKidsCauseTwoRefreshesInThirtySeconds() {
        assertThat(verifying.codeOf(good)).isEqualTo("accepted");
        long refused = IntStream.range(0, FLOOD)
                .parallel()
                .filter(i -> verifying.codeOf(under("flood-" + i)).equals("key_unknown"))
                .count();
        assertThat(refused).isEqualTo(FLOOD);
        assertThat(verifying.issuer.discoveries()).isOne();
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        assertThat(verifying.codeOf(good)).isEqualTo("accepted");
    }

    @Row("K14")
    @Test
    void aFloodThatGoesOnSpendsItsPartOfTheHourAndNoMore() {
        assertThat(verifying.codeOf(good)).isEqualTo("accepted");
        for (int second = 0; second < 300; second++) {
            for (int i = 0; i < 20; i++) {
                assertThat(verifying.codeOf(under("s" + second + '-' + i))).isEqualTo("key_unknown");
            }
            verifying.time.advance(Duration.ofSeconds(1));
        }
        assertThat(verifying.issuer.keyRequests()).isBetween(5, 7);
    }

    @Row("K14")
    @Test
    void k14ANewKeyComesThroughAFloodAfterThirtySeconds() {
        assertThat(verifying.codeOf(good)).isEqualTo("accepted");
        IntStream.range(0, 100).forEach(i -> verifying.codeOf(under("flood-" + i)));
        verifying.issuer.publish("k1", "k2");
        assertThat(verifying.codeOf(verifying.token("k2"))).isEqualTo("key_unknown");
        verifying.time.advance(Duration.ofSeconds(30));
        assertThat(verifying.codeOf(verifying.token("k2"))).isEqualTo("accepted");
    }

    @Row("K15")
    @Test
    void k15AFloodOfUnknownIssuersLeavesNothingBehind() {
        assertThat(verifying.codeOf(good)).isEqualTo("accepted");
        Random random = new Random(15);
        for (int i = 0; i < FLOOD / 10; i++) {
            String issuer = "https://i" + random.nextInt() + ".example/" + i;
            assertThat(verifying.codeOf(fromIssuer(issuer))).isEqualTo("issuer_unknown");
        }
        assertThat(verifying.verifier.keyStates()).containsOnlyKeys(verifying.issuer.issuer());
        assertThat(verifying.issuer.requests()).isEqualTo(2);
    }
}
