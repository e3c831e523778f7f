package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What Nimbus makes of a token that ours has accepted. */
final class SecondReading {

    // Nimbus' parser gives up on a whole object that holds such a number; to ours it is a claim of no use.
    private static final Pattern HUGE = Pattern.compile("[0-9][eE][-+]?[0-9]{4,}");

    private SecondReading() {}

    /** Fails unless Nimbus accepts the signature too and finds the same claims. */
    static void agrees(VerifiedToken token, String text) {
        try {
            SignedJWT theirs = SignedJWT.parse(text);
            assertThat(theirs.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
            assertThat(theirs.getHeader().getKeyID()).isEqualTo(Issuer.KEY.kid());
            assertThat(theirs.verify(new RSASSAVerifier(Issuer.KEY.publicKey())))
                    .isTrue();
            Map<String, Object> claims = theirs.getPayload().toJSONObject();
            if (claims != null || !HUGE.matcher(theirs.getPayload().toString()).find()) {
                agrees(token, claims);
            }
        } catch (ParseException | JOSEException refused) {
            throw new AssertionError("Nimbus refuses a token that was accepted", refused);
        }
    }

    private static void agrees(VerifiedToken token, Map<String, Object> theirs) {
        assertThat(theirs).as("a JSON object").isNotNull();
        assertThat(theirs.get("iss")).isEqualTo(token.issuer());
        assertThat(theirs.get("stepUuid")).isEqualTo("{" + token.bitbucketStep().step() + "}");
        assertThat(theirs.get("repositoryUuid"))
                .isEqualTo("{" + token.bitbucketStep().repository() + "}");
        assertThat(theirs.get("exp")).isEqualTo(token.expires().getEpochSecond());
        assertThat(theirs.keySet()).containsAll(token.claims().names());
        theirs.forEach((name, value) ->
                assertThat(ours(token.claims(), name, value)).as(name).isEqualTo(value));
    }

    /** The claim as Nimbus would give it, if ours says what it is. */
    private static Object ours(Claims claims, String name, Object theirs) {
        return switch (claims.kind(name)) {
            case TEXT -> claims.text(name).orElseThrow();
            case NUMBER -> claims.number(name).orElseThrow();
            case FLAG -> claims.flag(name).orElseThrow();
            case LIST -> theirs instanceof String ? one(claims.list(name)) : claims.list(name);
            case ABSENT -> null;
            case OTHER -> theirs instanceof String || theirs instanceof Boolean ? "not a text, not a flag" : theirs;
        };
    }

    private static String one(List<String> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
