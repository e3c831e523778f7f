package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.store.SecretValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds values that a runner cannot hide in its log, which it does by replacing the exact text: short ones would eat half the
 * log, of several lines only whole ones are found, and a public text was shown before.
 */
final class Masking {

    private static final int SHORTEST = 8;

    private final List<SecretValue> publicTexts;

    /** With the texts of the token that everybody may see: its branch and its UUIDs. */
    Masking(Collection<String> publicTexts) {
        this.publicTexts = publicTexts.stream().map(SecretValue::of).toList();
    }

    /** The names whose values cannot be hidden well, in the order of the map. */
    List<String> unmaskable(Map<String, Candidate> variables) {
        return variables.values().stream()
                .filter(candidate -> isUnmaskable(candidate.value()))
                .map(Candidate::variable)
                .toList();
    }

    private boolean isUnmaskable(SecretValue value) {
        String text = value.reveal();
        return text.length() < SHORTEST
                || text.indexOf('\n') >= 0
                || text.indexOf('\r') >= 0
                || publicTexts.stream().anyMatch(value::sameAs);
    }
}
