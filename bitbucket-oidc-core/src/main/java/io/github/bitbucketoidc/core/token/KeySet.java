package io.github.bitbucketoidc.core.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's key set as one document gave it: what each name stands for. Immutable; a newer document replaces it whole (attack
 * row K20).
 *
 * @param answers a key or the reason why there is none, for each name of the document
 * @param usable the keys that can verify, also one without a name
 * @param dropped why the others were dropped, one safe text each
 */
record KeySet(Map<String, KeyAnswer> answers, List<VerificationKey> usable, List<String> dropped) {

    /** The usable keys as Nimbus keeps them. */
    JWKSet survivors() {
        List<JWK> keys = new ArrayList<>();
        for (VerificationKey key : usable) {
            keys.add(key.toJwk());
        }
        return new JWKSet(keys);
    }

    /** The answer for a name, or for none given. */
    KeyAnswer find(@Nullable String kid) {
        if (kid == null) {
            return usable.size() == 1 ? usable.get(0) : KeyAnswer.Problem.NOT_ONE;
        }
        KeyAnswer answer = answers.get(kid);
        return answer == null ? KeyAnswer.Problem.UNKNOWN : answer;
    }
}
