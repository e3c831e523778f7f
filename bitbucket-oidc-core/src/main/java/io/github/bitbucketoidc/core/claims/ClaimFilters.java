package io.github.bitbucketoidc.core.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The words of the filter language as Java methods; what is not offered here cannot be said in text either.
 *
 * <pre>{@code
 * import static io.github.bitbucketoidc.core.claims.ClaimFilters.*;
 *
 * ClaimFilter filter = allOf(
 *         repository().is("{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"),
 *         anyOf(branch().is("main"), branch().like("release/*")),
 *         not(environment().isAbsent()));
 * }</pre>
 *
 * <p>Every method throws {@link NullPointerException} for a null and {@link IllegalArgumentException} for an empty text or list (attack
 * row R11). Stateless and safe for use by several threads, as are the objects in between.
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
        return new ClaimFilter.Not(filter);
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
        List<ClaimFilter> members = new ArrayList<>();
        for (ClaimFilter filter : filters) {
            members.addAll(filter instanceof ClaimFilter.And and ? and.members() : List.of(filter));
        }
        checkNotEmpty(members);
        return members.size() == 1 ? members.get(0) : new ClaimFilter.And(members);
    }

    /**
     * At least one of some conditions.
     *
     * @param filters at least one
     * @return their disjunction, flattened; the condition itself when there is one
     * @throws IllegalArgumentException if there is none, or it would be nested deeper than {@link ClaimFilter#MAX_NESTING}
     */
    public static ClaimFilter anyOf(ClaimFilter... filters) {
        return anyOf(Arrays.asList(filters));
    }

    /**
     * At least one of some conditions.
     *
     * @param filters at least one
     * @return their disjunction, flattened; the condition itself when there is one
     * @throws IllegalArgumentException if there is none, or it would be nested deeper than {@link ClaimFilter#MAX_NESTING}
     */
    public static ClaimFilter anyOf(Collection<? extends ClaimFilter> filters) {
        List<ClaimFilter> members = new ArrayList<>();
        for (ClaimFilter filter : filters) {
            members.addAll(filter instanceof ClaimFilter.Or or ? or.members() : List.of(filter));
        }
        checkNotEmpty(members);
        return members.size() == 1 ? members.get(0) : new ClaimFilter.Or(members);
    }

    private static void checkNotEmpty(List<ClaimFilter> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one condition is needed: nothing at all would mean everything or nothing");
        }
    }

    /** {@code in}, in normal form: repeated values count once, and a single one makes an {@code is}. */
    static ClaimFilter.Predicate oneOf(ClaimRef claim, Collection<? extends ClaimValue> values) {
        Set<ClaimValue> distinct = new LinkedHashSet<>(values);
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one value is needed: " + claim + " in [] would hold for nothing");
        }
        return distinct.size() == 1
                ? new ClaimFilter.Is(claim, distinct.iterator().next())
                : new ClaimFilter.In(claim, distinct);
    }

    private static ClaimFilter textIn(ClaimRef claim, Stream<String> values) {
        return oneOf(claim, values.map(ClaimValue.Text::new).toList());
    }

    /** Questions about a claim that is a UUID: workspace, repository, environment, pipeline, step. */
    public static final class UuidClaim {

        private final ClaimRef claim;

        private UuidClaim(ClaimWord word) {
            this.claim = ClaimRef.of(word);
        }

        /**
         * {@code c is v}.
         *
         * @param uuid a UUID as text; braces and hex case do not count
         * @return the predicate
         * @throws IllegalArgumentException if the text is not a UUID
         */
        public ClaimFilter is(String uuid) {
            return is(parse(uuid));
        }

        /**
         * {@code c is v}.
         *
         * @param uuid the UUID
         * @return the predicate
         */
        public ClaimFilter is(UUID uuid) {
            return new ClaimFilter.Is(claim, new ClaimValue.Uuid(uuid));
        }

        /**
         * {@code c in [..]}.
         *
         * @param uuids at least one UUID as text; braces and hex case do not count
         * @return the predicate; an {@code is} when there is one distinct value
         * @throws IllegalArgumentException if there is none, or one is not a UUID
         */
        public ClaimFilter in(String... uuids) {
            return in(Stream.of(uuids).map(UuidClaim::parse).toList());
        }

        /**
         * {@code c in [..]}.
         *
         * @param uuids at least one UUID
         * @return the predicate; an {@code is} when there is one distinct value
         * @throws IllegalArgumentException if there is none
         */
        public ClaimFilter in(Collection<UUID> uuids) {
            return oneOf(claim, uuids.stream().map(ClaimValue.Uuid::new).toList());
        }

        /**
         * {@code c is present}.
         *
         * @return the predicate
         */
        public ClaimFilter isPresent() {
            return new ClaimFilter.Present(claim);
        }

        /**
         * {@code c is absent}.
         *
         * @return the predicate
         */
        public ClaimFilter isAbsent() {
            return new ClaimFilter.Absent(claim);
        }

        private static UUID parse(String text) {
            UUID uuid = Uuids.parse(text);
            if (uuid == null) {
                throw new IllegalArgumentException(Quoting.quote(text)
                        + " is not a UUID; one looks like \"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}\"");
            }
            return uuid;
        }
    }

    /** Questions about the subject: the discrete claims say more, and cannot be confused (attack row R1). */
    public static final class SubjectClaim {

        private final ClaimRef claim = ClaimRef.of(ClaimWord.SUBJECT);

        private SubjectClaim() {}

        /**
         * {@code subject is v}.
         *
         * @param subject the whole subject
         * @return the predicate
         */
        public ClaimFilter is(String subject) {
            return new ClaimFilter.Is(claim, new ClaimValue.Text(subject));
        }

        /**
         * {@code subject in [..]}.
         *
         * @param subjects at least one whole subject
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(String... subjects) {
            return textIn(claim, Stream.of(subjects));
        }
    }

    /** Questions about the audiences, of which a token can have several. */
    public static final class AudienceClaim {

        private AudienceClaim() {}

        /**
         * {@code audience has v}: it is one of the token's audiences.
         *
         * @param audience the whole audience
         * @return the predicate
         */
        public ClaimFilter has(String audience) {
            return new ClaimFilter.Has(new ClaimValue.Text(audience));
        }
    }

    /** Questions about a claim that is text. */
    public static sealed class TextClaim permits FreeClaim {

        /** The claim in question. */
        final ClaimRef claim;

        private TextClaim(ClaimRef claim) {
            this.claim = claim;
        }

        /**
         * {@code c is "v"}: equal by code points, nothing trimmed, folded or normalised.
         *
         * @param text the whole text
         * @return the predicate
         */
        public ClaimFilter is(String text) {
            return new ClaimFilter.Is(claim, new ClaimValue.Text(text));
        }

        /**
         * {@code c in [..]}.
         *
         * @param texts at least one whole text
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(String... texts) {
            return textIn(claim, Stream.of(texts));
        }

        /**
         * {@code c in [..]}.
         *
         * @param texts at least one whole text
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(Collection<String> texts) {
            return textIn(claim, texts.stream());
        }

        /**
         * {@code c like "p"}: the whole text matches a glob.
         *
         * @param pattern the glob, see {@link Glob}
         * @return the predicate
         * @throws IllegalArgumentException if the pattern is empty, too long or not valid Unicode
         */
        public ClaimFilter like(String pattern) {
            return new ClaimFilter.Like(claim, Glob.of(pattern));
        }

        /**
         * {@code c is present}.
         *
         * @return the predicate
         */
        public ClaimFilter isPresent() {
            return new ClaimFilter.Present(claim);
        }

        /**
         * {@code c is absent}.
         *
         * @return the predicate
         */
        public ClaimFilter isAbsent() {
            return new ClaimFilter.Absent(claim);
        }
    }

    /** Questions about a claim that has no word: a text, a whole number, or true or false. */
    public static final class FreeClaim extends TextClaim {

        private FreeClaim(ClaimRef claim) {
            super(claim);
        }

        /**
         * {@code claim "n" is true}.
         *
         * @param flag the value
         * @return the predicate; UNKNOWN for a claim that is text, also {@code "true"}
         */
        public ClaimFilter is(boolean flag) {
            return new ClaimFilter.Is(claim, new ClaimValue.Flag(flag));
        }

        /**
         * {@code claim "n" is 5}.
         *
         * @param number the value
         * @return the predicate; UNKNOWN for a claim that is text, also {@code "5"}
         */
        public ClaimFilter is(long number) {
            return new ClaimFilter.Is(claim, new ClaimValue.Whole(number));
        }

        /**
         * {@code claim "n" in [5, 6]}.
         *
         * @param numbers at least one value
         * @return the predicate; an {@code is} when there is one distinct value
         */
        public ClaimFilter in(long... numbers) {
            return oneOf(
                    claim,
                    Arrays.stream(numbers).mapToObj(ClaimValue.Whole::new).toList());
        }
    }
}
