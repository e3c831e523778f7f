package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.Aliases;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.ClaimFilters;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one step, as a policy sees them. Immutable and thread-safe; each method gives a new step.
 *
 * <pre>{@code
 * Step release = Step.of(policy).repository("payments").environment("production").branch("main");
 * assertThat(release.matches("repository is payments and branch like \"ma*\"")).isTrue();
 * }</pre>
 *
 * <p>Names are those of the policy; a UUID as text does as well.
 *
 * @since 0.1.0
 */
public final class Step {

    /** A repository and a step that no policy names. */
    private static final UUID UNNAMED = UUID.fromString("5e1d0c77-0000-4000-8000-0000000000aa");

    private final Policy policy;
    private final Claims claims;
    private final Consumer<ClaimFilter> asked;

    private Step(Policy policy, Claims claims, Consumer<ClaimFilter> asked) {
        this.policy = policy;
        this.claims = claims;
        this.asked = asked;
    }

    /** The same step, which tells what it is asked: a search looks around the values that a test names, too. */
    Step telling(Consumer<ClaimFilter> listener) {
        return new Step(policy, claims, listener);
    }

    /**
     * A step of the policy's first workspace, in a repository that no policy names, without branch, environment and pipeline.
     *
     * @param policy whose names are used
     * @return the step
     */
    public static Step of(Policy policy) {
        Workspace workspace = policy.workspaces().get(0);
        Claims claims = Claims.builder()
                .text(ClaimWord.WORKSPACE.claim(), braces(workspace.uuid()))
                .text(ClaimWord.REPOSITORY.claim(), braces(UNNAMED))
                .text(ClaimWord.STEP.claim(), braces(UNNAMED))
                .text(ClaimWord.AUDIENCE.claim(), workspace.audiences().get(0))
                .build();
        return new Step(policy, claims, filter -> {}).subjectFollows();
    }

    /**
     * The same step in another workspace.
     *
     * @param name a workspace of the policy, or its UUID
     * @return a new step
     * @throws IllegalArgumentException if the policy has no such name
     */
    public Step workspace(String name) {
        UUID uuid = uuid(ClaimWord.WORKSPACE, name);
        String audience = policy.workspaces().stream()
                .filter(workspace -> workspace.uuid().equals(uuid))
                .map(workspace -> workspace.audiences().get(0))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name: the policy has no workspace " + name));
        return with(ClaimWord.WORKSPACE.claim(), new ClaimValue.Uuid(uuid))
                .with(ClaimWord.AUDIENCE.claim(), new ClaimValue.Text(audience));
    }

    /**
     * The same step in another repository.
     *
     * @param name a name of the policy, or a UUID
     * @return a new step
     * @throws IllegalArgumentException if the policy has no such name
     */
    public Step repository(String name) {
        return with(ClaimWord.REPOSITORY, name);
    }

    /**
     * The same step, deploying to an environment.
     *
     * @param name a name of the policy, or a UUID
     * @return a new step
     * @throws IllegalArgumentException if the policy has no such name
     */
    public Step environment(String name) {
        return with(ClaimWord.ENVIRONMENT, name);
    }

    /**
     * The same step on a branch.
     *
     * @param name any text
     * @return a new step
     */
    public Step branch(String name) {
        return with(ClaimWord.BRANCH.claim(), new ClaimValue.Text(name));
    }

    /**
     * The same step with another claim.
     *
     * @param name the claim's name in the token
     * @param value its value; a UUID is written in braces
     * @return a new step
     */
    public Step with(String name, ClaimValue value) {
        return new Step(policy, StepClaims.with(claims, name, value), asked).subjectFollows();
    }

    /**
     * The same step without a claim.
     *
     * @param name the claim's name in the token; workspace, repository and step are always there
     * @return a new step
     */
    public Step without(String name) {
        boolean required = ClaimWord.ofClaim(name)
                .filter(word -> ClaimRef.of(word).isAlwaysPresent())
                .isPresent();
        return required ? this : new Step(policy, StepClaims.with(claims, name, null), asked).subjectFollows();
    }

    private Step with(ClaimWord word, String name) {
        return with(word.claim(), new ClaimValue.Uuid(uuid(word, name)));
    }

    private UUID uuid(ClaimWord word, String name) {
        return policy.aliases()
                .find(word, name)
                .map(Aliases.Alias::uuid)
                .or(() -> StepClaims.uuid(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "name: `" + name + "` is neither a UUID nor a " + word.word() + " of the policy, which are "
                                + policy.aliases().names(word)));
    }

    private Step subjectFollows() {
        String environment = claims.text(ClaimWord.ENVIRONMENT.claim())
                .map(uuid -> uuid + ":")
                .orElse("");
        String subject = claims.text(ClaimWord.REPOSITORY.claim()).orElse("") + ":" + environment
                + claims.text(ClaimWord.STEP.claim()).orElse("");
        return new Step(
                policy, StepClaims.with(claims, ClaimWord.SUBJECT.claim(), new ClaimValue.Text(subject)), asked);
    }

    /**
     * Whether a condition is true of the step; unknown is not true.
     *
     * @param condition in the language of the policy, with its names
     * @return whether a grant with it would apply
     * @throws io.github.bitbucketoidc.core.filter.FilterSyntaxException if it is no condition
     */
    public boolean matches(String condition) {
        return isTrue(ClaimFilter.parse(condition, policy.aliases()));
    }

    private boolean isTrue(ClaimFilter condition) {
        return outcome(condition) == Outcome.YES;
    }

    Outcome outcome(ClaimFilter condition) {
        asked.accept(condition);
        return condition.evaluate(claims);
    }

    /**
     * Whether the step is in a repository.
     *
     * @param name a name of the policy, or a UUID
     * @return whether it is
     */
    public boolean isRepository(String name) {
        return isTrue(ClaimFilters.repository().is(uuid(ClaimWord.REPOSITORY, name)));
    }

    /**
     * Whether the step deploys to an environment.
     *
     * @param name a name of the policy, or a UUID
     * @return whether it does
     */
    public boolean isEnvironment(String name) {
        return isTrue(ClaimFilters.environment().is(uuid(ClaimWord.ENVIRONMENT, name)));
    }

    /**
     * Whether the step is on exactly this branch.
     *
     * @param name any text
     * @return whether it is
     */
    public boolean isBranch(String name) {
        return isTrue(ClaimFilters.branch().is(name));
    }

    /**
     * The branch.
     *
     * @return empty when the step has none
     */
    public Optional<String> branch() {
        return claims.text(ClaimWord.BRANCH.claim());
    }

    /**
     * All its claims.
     *
     * @return what a condition is evaluated on
     */
    public Claims claims() {
        return claims;
    }

    /**
     * What the policy decides for it now.
     *
     * @return the decision
     */
    public Decision decision() {
        return decision(Clock.systemUTC().instant());
    }

    /**
     * What the policy decides for it.
     *
     * @param now the time, for review dates
     * @return the decision
     */
    public Decision decision(Instant now) {
        return policy.simulate(claims, now);
    }

    Policy policy() {
        return policy;
    }

    static String braces(UUID uuid) {
        return "{" + uuid + "}";
    }

    /** Two are equal when their claims are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Step step && step.claims.equals(claims);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(claims);
    }

    /**
     * The claims in the words of the policy.
     *
     * @return for example {@code workspace acme, repository payments, branch "main"}
     */
    @Override
    public String toString() {
        return StepClaims.describe(policy, claims);
    }
}
