package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.core.token.json.JsonText;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a token, {@code sub}, held against the token's own claims (attack row C16). Immutable, thread-safe, a value.
 *
 * <p>Bitbucket writes it in three forms, each part a UUID in braces: {@code repository:step}, {@code
 * repository:environment:step} and {@code repository:environment}. Which of the two short forms it is, the token's claims
 * decide. Policies match the single claims, never this text.
 *
 * @since 0.1.0
 */
public final class Subject {

    private static final int UUID_LENGTH = StrictUuid.LENGTH;
    private static final int SECOND = UUID_LENGTH + 1;
    private static final int SHORT = 2 * UUID_LENGTH + 1;
    private static final int LONG = 3 * UUID_LENGTH + 2;

    private final String text;
    private final UUID repository;
    private final @Nullable UUID environment;
    private final @Nullable UUID step;

    private Subject(String text, UUID repository, @Nullable UUID environment, @Nullable UUID step) {
        this.text = text;
        this.repository = repository;
        this.environment = environment;
        this.step = step;
    }

    /** What a subject is when it is held against the claims. */
    enum Check {
        FITS,
        NOT_A_SUBJECT,
        CONTRADICTS
    }

    /** Holds a subject against the token's own claims, which are UUIDs, without building anything. */
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

    private static boolean isColon(JsonText text, int place) {
        return text.length() > place && text.at(place) == ':';
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

    /** The subject of a token whose claims it fits. */
    static Subject of(String text, UUID repository, @Nullable UUID environment, UUID step) {
        if (text.length() == LONG) {
            return new Subject(text, repository, environment, step);
        }
        return StrictUuid.parse(text, SECOND).equals(step)
                ? new Subject(text, repository, null, step)
                : new Subject(text, repository, environment, null);
    }

    /**
     * The repository, always the first part.
     *
     * @return its UUID, equal to the claim {@code repositoryUuid}
     */
    public UUID repository() {
        return repository;
    }

    /**
     * The deployment environment, if this form names it.
     *
     * @return its UUID; empty in the form {@code repository:step}, also when the token has the claim
     */
    public Optional<UUID> environment() {
        return Optional.ofNullable(environment);
    }

    /**
     * The step, if this form names it.
     *
     * @return its UUID; empty in the form {@code repository:environment}
     */
    public Optional<UUID> step() {
        return Optional.ofNullable(step);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject subject
                && subject.text.equals(text)
                && Objects.equals(subject.environment, environment)
                && Objects.equals(subject.step, step);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * The text of the claim.
     *
     * @return 77 or 116 ASCII characters
     */
    @Override
    public String toString() {
        return text;
    }
}
