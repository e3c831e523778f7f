package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The words of the filter language as Java methods; what is not offered here cannot be said in text either.
 *
 * <pre>{@code
 * import static io.github.bitbucketoidc.core.filter.ClaimFilters.*;
 *
 * ClaimFilter filter = allOf(
 *         repository().is("{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"),
 *         anyOf(branch().is("main"), branch().like("release/*")),
 *         not(environment().isAbsent()));
 * }</pre>
 *
 * <p>Every method throws {@link NullPointerException} for a null and {@link IllegalArgumentException} for an empty text or list (attack
 * row R11). Stateless and safe for use by several threads, as are the objects in between.
 *
 * @since 0.1.0
 */
public final class ClaimFilters {

    private ClaimFilters() {}

    /**
     * The workspace's UUID.
     *
     * @return what can be asked about it
     */
    public static UuidClaim workspace() {
        return new UuidClaim(ClaimWord.WORKSPACE);
    }

    /**
     * The repository's UUID.
     *
     * @return what can be asked about it
     */
    public static UuidClaim repository() {
        return new UuidClaim(ClaimWord.REPOSITORY);
    }

    /**
     * The deployment environment's UUID; absent in a step without a deployment.
     *
     * @return what can be asked about it
     */
    public static UuidClaim environment() {
        return new UuidClaim(ClaimWord.ENVIRONMENT);
    }

    /**
     * The pipeline's UUID.
     *
     * @return what can be asked about it
     */
    public static UuidClaim pipeline() {
        return new UuidClaim(ClaimWord.PIPELINE);
    }

    /**
     * The step's UUID.
     *
     * @return what can be asked about it
     */
    public static UuidClaim step() {
        return new UuidClaim(ClaimWord.STEP);
    }

    /**
     * The token's subject.
     *
     * @return what can be asked about it
     */
    public static SubjectClaim subject() {
        return new SubjectClaim();
    }

    /**
     * The token's audiences.
     *
     * @return what can be asked about them
     */
    public static AudienceClaim audience() {
        return new AudienceClaim();
    }

    /**
     * The branch's name; absent in steps that run for no branch.
     *
     * @return what can be asked about it
     */
    public static TextClaim branch() {
        return new TextClaim(ClaimRef.of(ClaimWord.BRANCH));
    }

    /**
     * A claim that has no word.
     *
     * @param name the claim's exact name in the token
     * @return what can be asked about it
     * @throws IllegalArgumentException if the name is empty or belongs to a claim that has a word
     */
    public static FreeClaim claim(String name) {
        return new FreeClaim(ClaimRef.named(name));
    }

    /**
     * The opposite of a condition; absence satisfies neither.
     *
     * @param filter the condition
     * @return its negation
     * @throws IllegalArgumentException if it would be nested deeper than {@link ClaimFilter#MAX_NESTING}
     */
    public static ClaimFilter not(ClaimFilter filter) {
        return Objects.requireNonNull(filter, "filter").negate();
    }

    /**
     * Every one of some conditions.
     *
     * @param filters at least one
     * @return their conjunction, flattened; the condition itself when there is one
     * @throws IllegalArgumentException if there is none, or it would be nested deeper than {@link ClaimFilter#MAX_NESTING}
     */
    public static ClaimFilter allOf(ClaimFilter... filters) {
        return allOf(Arrays.asList(filters));
    }

    /**
     * Every one of some conditions.
     *
     * @param filters at least one
     * @return their conjunction, flattened; the condition itself when there is one
     * @throws IllegalArgumentException if there is none, or it would be nested deeper than {@link ClaimFilter#MAX_NESTING}
     */
    public static ClaimFilter allOf(Collection<? extends ClaimFilter> filters) {
        return ClaimFilter.of(Condition.allOf(conditions(filters)));
    }

    /**
     * At least one of some conditions.
     *
     * @param filters at least one
     * @return their disjunction, flattened; the condition itself when there is one
     * @throws IllegalArgumentException if there is none
     */
    public static ClaimFilter anyOf(ClaimFilter... filters) {
        return anyOf(Arrays.asList(filters));
    }

    /**
     * At least one of some conditions.
     *
     * @param filters at least one
     * @return their disjunction, flattened; the condition itself when there is one
     * @throws IllegalArgumentException if there is none
     */
    public static ClaimFilter anyOf(Collection<? extends ClaimFilter> filters) {
        return ClaimFilter.of(Condition.anyOf(conditions(filters)));
    }

    private static List<Condition> conditions(Collection<? extends ClaimFilter> filters) {
        return filters.stream()
                .map(filter -> Objects.requireNonNull(filter, "filter").condition())
                .toList();
    }

    /**
     * Questions about a claim that is text; made by {@link ClaimFilters}. Immutable, safe for use by several threads.
     */
    public static sealed class TextClaim permits FreeClaim {

        /** The claim in question. */
        final ClaimRef claim;

        TextClaim(ClaimRef claim) {
            this.claim = claim;
        }

        /**
         * {@code c is "v"}: equal by code points, nothing trimmed, folded or normalised.
         *
         * @param text the whole text
         * @return the predicate
         */
        public ClaimFilter is(String text) {
            return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Text(text)));
        }

        /**
         * {@code c in [..]}.
         *
         * @param texts at least one whole text
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(String... texts) {
            return in(List.of(texts));
        }

        /**
         * {@code c in [..]}.
         *
         * @param texts at least one whole text
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(Collection<String> texts) {
            return ClaimFilter.of(
                    Operator.IN, claim, texts.stream().map(ClaimValue.Text::new).toList());
        }

        /**
         * {@code c like "p"}: the whole text matches a glob.
         *
         * @param pattern the glob, see {@link io.github.bitbucketoidc.core.filter.tree.Glob}
         * @return the predicate
         * @throws IllegalArgumentException if the pattern is empty, too long or not valid Unicode
         */
        public ClaimFilter like(String pattern) {
            return ClaimFilter.of(Operator.LIKE, claim, List.of(new ClaimValue.Text(pattern)));
        }

        /**
         * {@code c is present}.
         *
         * @return the predicate
         */
        public ClaimFilter isPresent() {
            return ClaimFilter.of(Operator.PRESENT, claim, List.of());
        }

        /**
         * {@code c is absent}.
         *
         * @return the predicate
         */
        public ClaimFilter isAbsent() {
            return ClaimFilter.of(Operator.ABSENT, claim, List.of());
        }
    }

    /**
     * Questions about a claim that has no word: a text, a whole number, or true or false; made by {@link ClaimFilters}. Immutable, safe for use by several threads.
     */
    public static final class FreeClaim extends ClaimFilters.TextClaim {

        FreeClaim(ClaimRef claim) {
            super(claim);
        }

        /**
         * {@code claim "n" is true}.
         *
         * @param flag the value
         * @return the predicate; UNKNOWN for a claim that is text, also {@code "true"}
         */
        public ClaimFilter is(boolean flag) {
            return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Flag(flag)));
        }

        /**
         * {@code claim "n" is 5}.
         *
         * @param number the value
         * @return the predicate; UNKNOWN for a claim that is text, also {@code "5"}
         */
        public ClaimFilter is(long number) {
            return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Whole(number)));
        }

        /**
         * {@code claim "n" in [5, 6]}.
         *
         * @param numbers at least one value
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(long... numbers) {
            return ClaimFilter.of(
                    Operator.IN,
                    claim,
                    Arrays.stream(numbers).mapToObj(ClaimValue.Whole::new).toList());
        }
    }

    /**
     * Questions about the subject: the discrete claims say more, and cannot be confused (attack row R1); made by {@link ClaimFilters}. Immutable, safe for use by several threads.
     */
    public static final class SubjectClaim {

        private final ClaimRef claim = ClaimRef.of(ClaimWord.SUBJECT);

        SubjectClaim() {}

        /**
         * {@code subject is v}.
         *
         * @param subject the whole subject
         * @return the predicate
         */
        public ClaimFilter is(String subject) {
            return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Text(subject)));
        }

        /**
         * {@code subject in [..]}.
         *
         * @param subjects at least one whole subject
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(String... subjects) {
            return ClaimFilter.of(
                    Operator.IN,
                    claim,
                    Stream.of(subjects).map(ClaimValue.Text::new).toList());
        }
    }

    /**
     * Questions about the audiences, of which a token can have several; made by {@link ClaimFilters}. Immutable, safe for use by several threads.
     */
    public static final class AudienceClaim {

        AudienceClaim() {}

        /**
         * {@code audience has v}: it is one of the token's audiences.
         *
         * @param audience the whole audience
         * @return the predicate
         */
        public ClaimFilter has(String audience) {
            return ClaimFilter.of(
                    Operator.HAS, ClaimRef.of(ClaimWord.AUDIENCE), List.of(new ClaimValue.Text(audience)));
        }
    }
}
