package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.core.token.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Checks the subject of a token, {@code sub}, against the token's own claims (attack row C16).
 *
 * <p>Bitbucket writes it in three forms, each part a UUID in braces: {@code repository:step}, {@code
 * repository:environment:step} and {@code repository:environment}. The token's claims decide which of the two short
 * forms it is. Policies match the single claims, never this text.
 */
final class Subject {

    private static final int UUID_LENGTH = StrictUuid.LENGTH;
    private static final int SECOND = UUID_LENGTH + 1;
    private static final int SHORT = 2 * UUID_LENGTH + 1;
    private static final int LONG = 3 * UUID_LENGTH + 2;

    private Subject() {}

    /** The result of checking a subject against the claims. */
    enum Check {
        FITS,
        NOT_A_SUBJECT,
        CONTRADICTS
    }

    /** Checks a subject against the token's own claims, which are UUIDs. Allocates nothing. */
    static Check check(JsonText subject, JsonText repository, @Nullable JsonText environment, JsonText step) {
        if (fits(subject, repository, environment, step)) {
            return Check.FITS;
        }
        return hasForm(subject) ? Check.CONTRADICTS : Check.NOT_A_SUBJECT;
    }

    private static boolean fits(JsonText subject, JsonText repository, @Nullable JsonText environment, JsonText step) {
        if (!isColon(subject, UUID_LENGTH) || !subject.holds(repository, 0)) {
            return false;
        }
        boolean environmentSecond = environment != null && subject.holds(environment, SECOND);
        if (subject.length() == LONG) {
            return environmentSecond && isColon(subject, SHORT) && subject.holds(step, SHORT + 1);
        }
        return subject.length() == SHORT && (environmentSecond || subject.holds(step, SECOND));
    }

    private static boolean isColon(JsonText text, int index) {
        return text.length() > index && text.at(index) == ':';
    }

    private static boolean hasForm(JsonText text) {
        if (text.length() != SHORT && text.length() != LONG) {
            return false;
        }
        for (int start = 0; start < text.length(); start += UUID_LENGTH + 1) {
            if (!text.holdsUuid(start) || (start > 0 && !isColon(text, start - 1))) {
                return false;
            }
        }
        return true;
    }
}
