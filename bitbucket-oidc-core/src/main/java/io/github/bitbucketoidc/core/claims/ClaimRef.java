package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.text.Quoting;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claim that a predicate asks about: one that has a word in the language, or any other by its name. Immutable, a value.
 *
 * <p>A claim that has a word can be meant by that word only, so there is one spelling for each claim.
 *
 * @since 0.1.0
 */
public final class ClaimRef {

    /** The claims without a word that are nevertheless in every verified token. */
    private static final Set<String> REQUIRED_WITHOUT_WORD = Set.of("iss", "iat", "exp");

    /** One for each word: a policy of many rules names them again and again. */
    private static final Map<ClaimWord, ClaimRef> WORDS = Stream.of(ClaimWord.values())
            .collect(Collectors.toUnmodifiableMap(word -> word, word -> new ClaimRef(word.claim(), word)));

    private static final Map<String, ClaimWord> BY_NAME = byName();

    private static final Set<Operator> OF_UUIDS =
            operators(Operator.IS, Operator.IN, Operator.PRESENT, Operator.ABSENT);
    private static final Set<Operator> OF_TEXTS =
            operators(Operator.IS, Operator.IN, Operator.LIKE, Operator.PRESENT, Operator.ABSENT);
    private static final Set<Operator> OF_SUBJECT = operators(Operator.IS, Operator.IN);
    private static final Set<Operator> OF_AUDIENCE = operators(Operator.HAS);

    private final String name;

    private final @Nullable ClaimWord word;

    private ClaimRef(String name, @Nullable ClaimWord word) {
        this.name = name;
        this.word = word;
    }

    /**
     * The claim that a word stands for.
     *
     * @param word the word
     * @return its claim
     */
    public static ClaimRef of(ClaimWord word) {
        return Objects.requireNonNull(WORDS.get(word));
    }

    /**
     * A claim that has no word, by its name.
     *
     * @param name the claim's exact name in the token
     * @return the claim
     * @throws IllegalArgumentException if the name is empty, is not valid Unicode, belongs to a claim that has a word, or is a word itself:
     *     a claim called {@code branch} is none of Bitbucket's, who writes that means the word
     */
    public static ClaimRef named(String name) {
        Quoting.checkText(name, "a claim's name");
        Optional<ClaimWord> word = wordFor(name);
        if (word.isPresent()) {
            throw new IllegalArgumentException("the claim " + Quoting.quote(name) + " has a word: write `"
                    + word.get().word() + "`");
        }
        return new ClaimRef(name, null);
    }

    /**
     * The claim's name in the token.
     *
     * @return for example {@code branchName}
     */
    public String name() {
        return name;
    }

    /**
     * The word that stands for the claim.
     *
     * @return the word, or nothing for a claim that is meant by its name
     */
    public Optional<ClaimWord> word() {
        return Optional.ofNullable(word);
    }

    @Nullable
    ClaimWord wordOrNull() {
        return word;
    }

    /**
     * Whether its values are UUIDs, compared by value.
     *
     * @return {@code true} for workspace, repository, environment, pipeline and step
     */
    public boolean isUuid() {
        return word != null && word.isUuid();
    }

    /**
     * Whether every verified token holds the claim, so that its absence need not be thought of ({@code iss aud sub iat exp
     * workspaceUuid repositoryUuid stepUuid}).
     *
     * @return {@code false} for environment, pipeline, branch and the claims that are meant by their names, but those three
     */
    public boolean isAlwaysPresent() {
        if (word == null) {
            return REQUIRED_WITHOUT_WORD.contains(name);
        }
        return switch (word) {
            case WORKSPACE, REPOSITORY, STEP, SUBJECT, AUDIENCE -> true;
            case ENVIRONMENT, PIPELINE, BRANCH -> false;
        };
    }

    /**
     * What a token has for the claim, as predicates see it.
     *
     * @param claims the token's claims
     * @return its value; nothing when the claim is absent, is of a type that it should not have, or is a list
     */
    public Optional<ClaimValue> valueIn(Claims claims) {
        return Optional.ofNullable(claims.value(this));
    }

    /** The word to write in place of a name. */
    static Optional<ClaimWord> wordFor(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Every claim and every word; none is both with two meanings. */
    private static Map<String, ClaimWord> byName() {
        Map<String, ClaimWord> names = new HashMap<>();
        for (ClaimWord word : ClaimWord.values()) {
            names.put(word.claim(), word);
            names.put(word.word(), word);
        }
        return names;
    }

    private static Set<Operator> operators(Operator first, Operator... rest) {
        return Collections.unmodifiableSet(EnumSet.of(first, rest));
    }

    /** What can be asked about this claim. */
    Set<Operator> operators() {
        if (word == null) {
            return OF_TEXTS;
        }
        return switch (word) {
            case WORKSPACE, REPOSITORY, ENVIRONMENT, PIPELINE, STEP -> OF_UUIDS;
            case SUBJECT -> OF_SUBJECT;
            case AUDIENCE -> OF_AUDIENCE;
            case BRANCH -> OF_TEXTS;
        };
    }

    /** Refuses a predicate that the claim's type has no answer for. */
    void check(Operator operator) {
        if (!operators().contains(operator)) {
            throw new IllegalArgumentException(this + " takes " + Operator.list(operators()) + ", not " + operator);
        }
    }

    /** Refuses a value that the claim's type cannot hold, and one that no rule should name. */
    void check(ClaimValue value) {
        Objects.requireNonNull(value, "value");
        boolean fits = isUuid() == value instanceof ClaimValue.Uuid;
        if (word != null && !isUuid()) {
            fits = value instanceof ClaimValue.Text;
        }
        if (!fits) {
            throw new IllegalArgumentException(this + " is never " + value);
        }
        if (value instanceof ClaimValue.Text text) {
            Quoting.checkText(text.value(), "a value of " + this);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClaimRef ref && ref.name.equals(name);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }

    /**
     * How a filter writes it.
     *
     * @return for example {@code branch} or {@code claim "compliant"}
     */
    @Override
    public String toString() {
        return word == null ? "claim " + Quoting.quote(name) : word.word();
    }
}
