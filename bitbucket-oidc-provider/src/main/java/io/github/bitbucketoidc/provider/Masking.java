package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.record.Candidate;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds values that a runner cannot hide in its log, which it does by replacing the exact text: short ones would eat half the
 * log, of several lines only whole ones are found, and a public text was shown before.
 */
final class Masking {

    private static final int SHORTEST = 8;

    private final Collection<String> publicTexts;

    /** With every text of the token: they stand in logs and in Bitbucket's own pages. */
    static Masking of(VerifiedToken token) {
        List<String> texts = new ArrayList<>();
        texts.add(token.bitbucketStep().workspace().slug());
        Claims claims = token.claims();
        for (String name : claims.names()) {
            claims.text(name).ifPresent(text -> add(texts, text));
            claims.list(name).forEach(text -> add(texts, text));
        }
        return new Masking(texts);
    }

    /** A UUID is shown with and without its braces. */
    private static void add(List<String> texts, String text) {
        texts.add(text);
        if (text.startsWith("{") && text.endsWith("}")) {
            texts.add(text.substring(1, text.length() - 1));
        }
    }

    /** With the texts that everybody may see. */
    Masking(Collection<String> publicTexts) {
        this.publicTexts = publicTexts;
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
                || isPublic(value, text.length());
    }

    /** Nearly every public text has another length, which is no secret; the others are compared in constant time. */
    private boolean isPublic(SecretValue value, int length) {
        for (String publicText : publicTexts) {
            if (publicText.length() == length && value.sameAs(SecretValue.of(publicText))) {
                return true;
            }
        }
        return false;
    }
}
