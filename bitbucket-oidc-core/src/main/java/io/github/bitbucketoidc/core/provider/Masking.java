package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds values that a runner cannot hide in its log, which it does by replacing the exact text: short ones would eat half the
 * log, of several lines only whole ones are found, and a public text was shown before.
 */
final class Masking {

    private static final int SHORTEST = 8;

    private final List<SecretValue> publicTexts;

    /** With every text of the token: they stand in logs and in Bitbucket's own pages. */
    static Masking of(VerifiedToken token) {
        Set<String> texts = new LinkedHashSet<>();
        texts.add(token.workspace().slug());
        Claims claims = token.claims();
        for (String name : claims.names()) {
            claims.text(name).ifPresent(text -> add(texts, text));
            claims.list(name).forEach(text -> add(texts, text));
        }
        return new Masking(texts);
    }

    /** A UUID is shown with and without its braces. */
    private static void add(Set<String> texts, String text) {
        texts.add(text);
        if (text.startsWith("{") && text.endsWith("}")) {
            texts.add(text.substring(1, text.length() - 1));
        }
    }

    /** With the texts that everybody may see. */
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
