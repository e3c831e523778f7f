package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.SerializableString;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is expected behind a claim is what came behind it in the last good token. */
class ClaimOrderTest {

    private final ClaimOrder order = new ClaimOrder();

    @Test
    void expectsNothingAtFirst() {
        Stream.of(sequence(), sequence(StandardClaim.ISSUER), sequence(StandardClaim.BRANCH))
                .forEach(sequence -> assertThat(order.after(sequence)).isNull());
        assertThat(order.expects(StandardClaim.ISSUER, ClaimOrder.START)).isFalse();
    }

    @Test
    void expectsEachClaimBehindTheOneBeforeIt() {
        StandardClaim[] claims = StandardClaim.values();
        order.learn(sequence(claims));
        for (int i = 0; i < claims.length; i++) {
            long before = sequence(Arrays.copyOf(claims, i));
            assertThat(order.after(before))
                    .extracting(SerializableString::getValue)
                    .isEqualTo(claims[i].claim());
            for (StandardClaim claim : claims) {
                assertThat(order.expects(claim, before))
                        .as("%s behind %s", claim, i)
                        .isEqualTo(claim == claims[i]);
            }
        }
        assertThat(order.after(sequence(claims))).isNull();
    }

    @Test
    void followsAnIssuerThatChangesItsOrder() {
        order.learn(sequence(StandardClaim.ISSUER, StandardClaim.SUBJECT, StandardClaim.AUDIENCE));
        order.learn(sequence(StandardClaim.AUDIENCE, StandardClaim.ISSUER));
        assertThat(order.expects(StandardClaim.AUDIENCE, ClaimOrder.START)).isTrue();
        assertThat(order.expects(StandardClaim.ISSUER, sequence(StandardClaim.AUDIENCE)))
                .isTrue();
        assertThat(order.expects(StandardClaim.SUBJECT, sequence(StandardClaim.ISSUER)))
                .isTrue();
    }

    private static long sequence(StandardClaim... claims) {
        long sequence = ClaimOrder.START;
        for (StandardClaim claim : claims) {
            sequence = ClaimOrder.with(sequence, claim);
        }
        return sequence;
    }
}
