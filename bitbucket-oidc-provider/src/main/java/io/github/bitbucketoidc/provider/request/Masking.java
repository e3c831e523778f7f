package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
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

    /**
     * Holds what would leave against what a runner can mask.
     *
     * @throws ReleaseFailure if it cannot mask a value, and the policy says {@code masking: refuse}
     */
    static void check(
            Map<String, Candidate> leaving,
            VerifiedToken token,
            PolicySettings.Masking masking,
            RequestRecord request) {
        if (leaving.isEmpty()) {
            return;
        }
        List<String> unmaskable = of(token).unmaskable(leaving);
        request.unmaskable(unmaskable);
        if (!unmaskable.isEmpty() && masking == PolicySettings.Masking.REFUSE) {
            throw new ReleaseFailure(
                    Release.FailureCode.SECRET_MALFORMED,
                    "a runner cannot mask the values of " + unmaskable + ", and the policy says masking: refuse");
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
