package io.github.bitbucketoidc.core.token.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's key set as one document gave it: what each name stands for. Immutable; a newer document replaces it whole (attack
 * row K20).
 *
 * @param answers a key or the reason why there is none, for each name of the document
 * @param usable the keys that can verify, also one without a name
 * @param dropped why the others were dropped, one safe text each
 */
public record KeySet(Map<String, KeyAnswer> answers, List<VerificationKey> usable, List<String> dropped) {

    /** The same without the keys that have none of these thumbprints; no thumbprint means any. */
    public KeySet pinned(Set<String> pins) {
        if (pins.isEmpty()) {
            return this;
        }
        Map<String, KeyAnswer> pinnedAnswers = new HashMap<>(answers);
        List<String> notes = new ArrayList<>(dropped);
        List<VerificationKey> pinned = new ArrayList<>();
        for (VerificationKey key : usable) {
            if (pins.contains(key.thumbprint())) {
                pinned.add(key);
            } else {
                notes.add((key.kid() == null ? "a key without a kid" : "the key " + key.kid())
                        + " is not pinned; its thumbprint is " + key.thumbprint());
                pinnedAnswers.computeIfPresent(
                        key.kid() == null ? "" : key.kid(), (kid, answer) -> KeyAnswer.Problem.UNUSABLE);
            }
        }
        return new KeySet(Map.copyOf(pinnedAnswers), List.copyOf(pinned), List.copyOf(notes));
    }

    /** The answer for a name, or for none given. */
    public KeyAnswer find(@Nullable String kid) {
        if (kid == null) {
            return usable.size() == 1 ? usable.get(0) : KeyAnswer.Problem.NOT_ONE;
        }
        KeyAnswer answer = answers.get(kid);
        return answer == null ? KeyAnswer.Problem.UNKNOWN : answer;
    }
}
