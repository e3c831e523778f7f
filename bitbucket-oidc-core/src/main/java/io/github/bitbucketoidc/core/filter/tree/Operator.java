package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.text.Suggestions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What can be asked about a claim, in the order in which messages list it: the words of a question, what stands after them, the claims that
 * it suits, and the predicate that it makes. What is named here can be parsed; nothing else can.
 */
@SuppressWarnings("ImmutableEnumChecker") // what they hold is never changed
public enum Operator {
    IS("is", Argument.VALUE, EnumSet.of(Suits.UUID, Suits.TEXT, Suits.SUBJECT), OneOf::of),
    IN("in", Argument.VALUES, EnumSet.of(Suits.UUID, Suits.TEXT, Suits.SUBJECT), OneOf::of),
    LIKE("like", Like.PATTERN, EnumSet.of(Suits.TEXT), Like::of),
    HAS("has", Argument.VALUE, EnumSet.of(Suits.AUDIENCE), Has::of),
    PRESENT("is present", Argument.NONE, EnumSet.of(Suits.UUID, Suits.TEXT), Presence::present),
    ABSENT("is absent", Argument.NONE, EnumSet.of(Suits.UUID, Suits.TEXT), Presence::absent);

    /** Kinds of claims; a claim without a word is taken for a text. */
    private enum Suits {
        UUID,
        TEXT,
        /** A text of which the discrete claims say more: it is compared as a whole. */
        SUBJECT,
        /** A list. */
        AUDIENCE;

        static Suits of(ClaimRef claim) {
            return claim.word().map(Suits::of).orElse(TEXT);
        }

        private static Suits of(ClaimWord word) {
            return switch (word) {
                case WORKSPACE, REPOSITORY, ENVIRONMENT, PIPELINE, STEP -> UUID;
                case SUBJECT -> SUBJECT;
                case AUDIENCE -> AUDIENCE;
                case BRANCH -> TEXT;
            };
        }
    }

    private final String text;
    private final Argument argument;
    private final Set<Suits> claims;
    private final BiFunction<ClaimRef, List<? extends ClaimValue>, Predicate> maker;

    Operator(
            String text,
            Argument argument,
            Set<Suits> claims,
            BiFunction<ClaimRef, List<? extends ClaimValue>, Predicate> maker) {
        this.text = text;
        this.argument = argument;
        this.claims = claims;
        this.maker = maker;
    }

    /** What can be asked about a claim. */
    public static List<Operator> of(ClaimRef claim) {
        return Stream.of(values()).filter(operator -> operator.suits(claim)).toList();
    }

    /** Whether it can be asked about a claim. */
    public boolean suits(ClaimRef claim) {
        return claims.contains(Suits.of(claim));
    }

    /** The words, one or two. */
    public List<String> words() {
        return List.of(text.split(" ", -1));
    }

    /** The first words of all of them, each once. */
    public static List<String> firstWords() {
        return Stream.of(values())
                .map(operator -> operator.words().get(0))
                .distinct()
                .toList();
    }

    /** What stands after the words. */
    public Argument argument() {
        return argument;
    }

    /**
     * The predicate.
     *
     * @throws IllegalArgumentException if this cannot be asked about the claim, or not with these values
     */
    public Predicate about(ClaimRef claim, List<? extends ClaimValue> values) {
        if (!suits(claim)) {
            throw new IllegalArgumentException(claim + " takes " + list(of(claim)) + ", not " + this);
        }
        return maker.apply(claim, values);
    }

    /** Some operators as a sentence has them: {@code `is`, `in` or `like`}. */
    public static String list(Collection<Operator> operators) {
        return Suggestions.either(operators.stream().map(Operator::toString).toList());
    }

    /** The words in back quotes, as messages show them. */
    @Override
    public String toString() {
        return '`' + text + '`';
    }
}
