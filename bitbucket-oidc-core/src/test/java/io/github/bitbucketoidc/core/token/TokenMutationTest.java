package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.rows.Row;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Valid tokens changed in every small way, and in 20,000 larger ones: refused, or the same to a reader that is not ours. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenMutationTest {

    private static final String OTHERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0\u00E9\uFF21";
    private static final int LARGER_CHANGES = 20_000;

    private final Verifying verifying = new Verifying();

    @AfterAll
    void close() {
        verifying.close();
    }

    private List<TestToken> tokens() {
        return List.of(
                verifying.token(),
                verifying
                        .token()
                        .without("deploymentEnvironmentUuid")
                        .without("branchName")
                        .text("sub", TestToken.REPOSITORY + ':' + TestToken.STEP),
                verifying
                        .token()
                        .claim("aud", "[\"https://a.example\",\"" + TestToken.AUDIENCE + "\"]")
                        .claim("nbf", TestToken.ISSUED)
                        .text("branchName", "caf\u00E9/\u20AC")
                        .claim("compliant", "true"));
    }

    @Row({"S4", "S5", "S6"})
    @Test
    void everyChangeOfOneBitIsRefused() {
        for (TestToken token : tokens()) {
            String good = token.signed();
            assertThat(verifying.codeOf(good)).isEqualTo("accepted");
            for (int place = 0; place < good.length(); place++) {
                for (int bit = 0; bit < 16; bit++) {
                    isRefused(good, place, (char) (good.charAt(place) ^ 1 << bit));
                }
            }
        }
    }

    @Row({"S4", "S5", "S6"})
    @Test
    void everyChangeOfOneCharacterIsRefused() {
        for (TestToken token : tokens()) {
            String good = token.signed();
            assertThat(verifying.codeOf(good)).isEqualTo("accepted");
            for (int place = 0; place < good.length(); place++) {
                for (int i = 0; i < OTHERS.length(); i++) {
                    if (OTHERS.charAt(i) != good.charAt(place)) {
                        isRefused(good, place, OTHERS.charAt(i));
                    }
                }
                assertThat(verifying.codeOf(good.substring(0, place) + good.substring(place + 1)))
                        .isNotEqualTo("accepted");
            }
        }
    }

    private void isRefused(String good, int place, char other) {
        String changed = good.substring(0, place) + other + good.substring(place + 1);
        if (verifying.codeOf(changed).equals("accepted")) {
            throw new AssertionError("accepted with " + (int) other + " at " + place);
        }
    }

    /** All are signed again, so that nothing but their meaning can be wrong. */
    @Row({"C1", "C17", "S16"})
    @Test
    void largerChangesAreRefusedOrMeanTheSame() throws ParseException {
        List<TestToken> tokens = tokens();
        Random random = new Random(20_000);
        Map<String, Integer> codes = new HashMap<>();
        for (int i = 0; i < LARGER_CHANGES; i++) {
            TestToken token = tokens.get(i % tokens.size());
            String payload = JsonMutation.of(token.payloadJson(), random).text();
            String header =
                    i % 4 == 0 ? JsonMutation.of(token.headerJson(), random).text() : token.headerJson();
            String signed =
                    verifying.token().rawHeader(header).rawPayload(payload).signed();
            Verification verification = verifying.verifier.verify(signed);
            if (verification instanceof Verification.Verified verified) {
                meansTheSame(verified.token(), header, payload);
                codes.merge("accepted", 1, Integer::sum);
            } else {
                codes.merge(
                        ((Verification.Rejected) verification)
                                .rejection()
                                .code()
                                .toString(),
                        1,
                        Integer::sum);
            }
        }
        assertThat(codes.get("accepted")).as("%s", codes).isGreaterThan(LARGER_CHANGES / 20);
        assertThat(codes).containsKeys("json_duplicate_name", "claim_missing", "claim_type", "json_invalid");
    }

    /** What Nimbus' own reader finds in the same texts. */
    private static void meansTheSame(VerifiedToken token, String header, String payload) throws ParseException {
        Map<String, Object> head = JSONObjectUtils.parse(header);
        assertThat(head)
                .containsEntry("alg", "RS256")
                .containsEntry("kid", "k1")
                .doesNotContainKeys("crit", "jwk", "jku");

        Map<String, Object> read = JSONObjectUtils.parse(payload);
        Claims claims = token.claims();
        assertThat(token.issuer()).isEqualTo(read.get("iss"));
        assertThat("{" + token.bitbucketStep().repository() + "}").isEqualTo(read.get("repositoryUuid"));
        assertThat("{" + token.bitbucketStep().step() + "}").isEqualTo(read.get("stepUuid"));
        assertThat(token.expires().getEpochSecond()).isEqualTo(((Number) read.get("exp")).longValue());
        read.forEach((name, value) -> {
            switch (claims.kind(name)) {
                case TEXT -> assertThat(claims.text(name)).hasValue((String) value);
                case NUMBER -> assertThat(claims.number(name)).hasValue(((Number) value).longValue());
                case FLAG -> assertThat(claims.flag(name)).hasValue((Boolean) value);
                case LIST ->
                    assertThat(claims.list(name)).isEqualTo(value instanceof String one ? List.of(one) : value);
                case ABSENT -> assertThat(value).as(name).isNull();
                case OTHER ->
                    assertThat(value).as(name).isNotInstanceOf(String.class).isNotInstanceOf(Boolean.class);
            }
        });
        assertThat(read.keySet()).containsAll(claims.names());
    }
}
