package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

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
}
