package io.github.bitbucketoidc.testkit.policy;

import java.util.function.Predicate;

/**
 * Assertions on who gets one variable; begun by {@link PolicyAssert#grants(String)}. Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class GrantedVariable {

    private final PolicyAssert policy;
    private final String variable;

    GrantedVariable(PolicyAssert policy, String variable) {
        this.policy = policy;
        this.variable = variable;
    }

    /**
     * Every step that gets the variable is of this kind.
     *
     * @param allowed which steps may have it
     * @return the policy's assertions
     * @throws AssertionError with the simplest step found that gets it and is not allowed to, and why it gets it; or if no step
     *     gets it, because then nothing was shown
     */
    public PolicyAssert onlyTo(Predicate<Step> allowed) {
        return search(allowed, "only steps of the kind that was named");
    }

    /**
     * For every step that gets the variable this is true.
     *
     * @param condition in the language of the policy, with its names; unknown is not true
     * @return the policy's assertions
     * @throws AssertionError as {@link #onlyTo(Predicate)}
     */
    public PolicyAssert onlyTo(String condition) {
        return search(step -> step.matches(condition), "only steps for which this is true: " + condition + ",");
    }

    private PolicyAssert search(Predicate<Step> allowed, String whom) {
        if (!policy.search(variable, allowed, whom).hasSeenIt()) {
            policy.fail(
                    "Expecting some step to get %s, but none was found. Are its grants in shadow mode, overdue or withheld?",
                    variable);
        }
        return policy;
    }

    /**
     * One step gets the variable.
     *
     * @param step the step
     * @return this
     * @throws AssertionError with the explanation if it does not
     */
    public GrantedVariable to(Step step) {
        if (!Delivered.isDelivered(step.decision(policy.time()), variable)) {
            policy.fail(
                    "Expecting this step to get %s, but it does not:%n  %s%n%s",
                    variable,
                    step,
                    step.decision(policy.time()).explain().text().indent(2));
        }
        return this;
    }

    /**
     * One step does not get the variable.
     *
     * @param step the step
     * @return this
     * @throws AssertionError with the explanation if it does
     */
    public GrantedVariable notTo(Step step) {
        if (Delivered.isDelivered(step.decision(policy.time()), variable)) {
            policy.fail(
                    "Expecting this step not to get %s, but it does:%n  %s%n%s",
                    variable,
                    step,
                    step.decision(policy.time()).explain().text().indent(2));
        }
        return this;
    }

    /**
     * Goes on with the policy.
     *
     * @return the policy's assertions
     */
    public PolicyAssert and() {
        return policy;
    }
}
