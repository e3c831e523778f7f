package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a policy that hold for every step, not for an example: they search near the boundaries of the policy for a step
 * that proves them wrong, and show it with the explanation of the decision. The search is the same in each run. Not safe for use
 * by several threads.
 *
 * <pre>{@code
 * assertThat(policy).grants("DEPLOY_KEY").onlyTo("repository is payments and branch is \"main\"");
 * assertThat(policy).grants("DEPLOY_KEY").onlyTo(step -> step.isRepository("payments") && step.isBranch("main"));
 * assertThat(policy).neverDelivers("ADMIN_TOKEN");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PolicyAssert extends AbstractAssert<PolicyAssert, Policy> {

    private Instant now = Clock.systemUTC().instant();

    private PolicyAssert(Policy policy) {
        super(policy, PolicyAssert.class);
    }

    /**
     * Begins assertions on a policy; for a static import.
     *
     * @param policy the policy
     * @return the assertions
     */
    public static PolicyAssert assertThat(Policy policy) {
        return new PolicyAssert(Objects.requireNonNull(policy, "policy"));
    }

    /**
     * Decides at another time than now, which matters to grants with {@code review-by}.
     *
     * @param instant the time
     * @return this
     */
    public PolicyAssert at(Instant instant) {
        this.now = Objects.requireNonNull(instant, "instant");
        return this;
    }

    /**
     * Begins assertions on who gets a variable.
     *
     * @param variable its name; a wildcard that can become it counts
     * @return the assertions
     * @throws AssertionError if no grant delivers it, as when its name is misspelt
     */
    public GrantedVariable grants(String variable) {
        if (Delivered.grantsThatCould(actual, variable).isEmpty()) {
            failWithMessage("Expecting some grant to deliver %s, but none does. Is it misspelt?", variable);
        }
        return new GrantedVariable(this, variable);
    }

    /**
     * No step gets any of some variables.
     *
     * @param variables their names
     * @return this
     * @throws AssertionError with a step that gets one of them
     */
    public PolicyAssert neverDelivers(String... variables) {
        for (String variable : variables) {
            search(variable, step -> false, "no step");
        }
        return this;
    }

    /**
     * No step of some kind gets a variable.
     *
     * @param condition which steps must not get it, in the language of the policy; where it is unknown they must not, either
     * @param variable its name
     * @return this
     * @throws AssertionError with a step that gets it
     */
    public PolicyAssert neverDeliversTo(String condition, String variable) {
        ClaimFilter filter = ClaimFilter.parse(condition, actual.aliases());
        search(
                variable,
                step -> step.outcome(filter) == Outcome.NO,
                "no step for which this is true or unknown: " + condition + ",");
        return this;
    }

    /**
     * No step of some kind gets a variable.
     *
     * @param forbidden which steps must not get it
     * @param variable its name
     * @return this
     * @throws AssertionError with a step that gets it
     */
    public PolicyAssert neverDeliversTo(Predicate<Step> forbidden, String variable) {
        search(variable, forbidden.negate(), "no step of this kind");
        return this;
    }

    Policy policy() {
        return actual;
    }

    Instant time() {
        return now;
    }

    StepSearch search(String variable, Predicate<Step> allowed, String whom) {
        StepSearch search = new StepSearch(actual, variable, now);
        Optional<Step> found = search.counterexample(allowed);
        found.ifPresent(step -> failWithMessage(
                "Expecting %s to get %s, but this step gets it:%n  %s%nby the grants %s:%n%s",
                whom,
                variable,
                step,
                Delivered.grantsOf(step.decision(now), variable),
                step.decision(now).explain().text().indent(2)));
        return search;
    }

    void fail(String message, Object... arguments) {
        failWithMessage(message, arguments);
    }
}
