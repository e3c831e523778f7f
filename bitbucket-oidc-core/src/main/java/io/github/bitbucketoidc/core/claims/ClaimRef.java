package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.text.Quoting;
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

    /**
     * The word to write in place of a name.
     *
     * @param name a claim's name in the token, or a word
     * @return the word, if it is one or the claim has one
     */
    public static Optional<ClaimWord> wordFor(String name) {
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
