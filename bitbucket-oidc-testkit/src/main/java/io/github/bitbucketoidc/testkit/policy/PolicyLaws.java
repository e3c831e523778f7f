package io.github.bitbucketoidc.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * The laws of the policy language as properties of one policy: extend this class, say which policy, and run it with jqwik.
 *
 * <pre>{@code
 * class OurPolicyProperties extends PolicyLaws {
 *     @Override
 *     protected Policy policy() {
 *         return PolicyFile.read(Path.of("policy.yaml"));
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class PolicyLaws {

    private @Nullable Policy policy;
    private @Nullable PolicyVariants variants;

    /** For subclasses. */
    protected PolicyLaws() {}

    /**
     * The policy in question; asked for once for each property.
     *
     * @return the policy
     */
    protected abstract Policy policy();

    /**
     * The time at which decisions are made, which matters to grants with {@code review-by}.
     *
     * @return now, unless it is overridden
     */
    protected Instant now() {
        return Instant.now();
    }

    private Policy known() {
        Policy known = policy;
        if (known == null) {
            known = policy();
            policy = known;
        }
        return known;
    }

    private PolicyVariants variants() {
        PolicyVariants known = variants;
        if (known == null) {
            known = new PolicyVariants(known());
            variants = known;
        }
        return known;
    }

    /**
     * Steps near the boundaries of the policy.
     *
     * @return their generator
     */
    @Provide
    protected Arbitrary<Step> steps() {
        return PolicyArbitraries.steps(known());
    }

    /**
     * Grants and denials can be written in any order.
     *
     * @param step any step
     */
    @Property
    protected void orderNeverMatters(@ForAll("steps") Step step) {
        assertThat(outcome(variants().reversed(), step)).isEqualTo(outcome(known(), step));
        assertThat(outcome(variants().shuffled(), step)).isEqualTo(outcome(known(), step));
    }

    /**
     * A condition more in every grant takes away at most.
     *
     * @param step any step
     */
    @Property
    protected void addingAConditionNeverWidens(@ForAll("steps") Step step) {
        assertThat(delivered(known(), step)).containsAll(delivered(variants().narrowed(), step));
    }

    /**
     * A denial more takes away at most.
     *
     * @param step any step
     */
    @Property
    protected void addingADenialNeverWidens(@ForAll("steps") Step step) {
        assertThat(delivered(known(), step)).containsAll(delivered(variants().denied(), step));
        assertThat(delivered(known(), step)).containsAll(delivered(variants().sealed(), step));
    }

    /**
     * What the index finds is what looking at each rule finds.
     *
     * @param step any step
     */
    @Property
    protected void theIndexAgreesWithPlainEvaluation(@ForAll("steps") Step step) {
        Decision decision = step.decision(now());
        Set<String> applying = known().grants().values().stream()
                .filter(grant -> grant.when().evaluate(step.claims()) == Outcome.YES)
                .map(Grant::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> decided = new TreeSet<>(decision.grants());
        decided.addAll(decision.shadowGrants());
        decided.addAll(decision.lapsed());
        assertThat(decided).isEqualTo(applying);
        Set<String> denying = known().denials().values().stream()
                .filter(denial -> denial.when().evaluate(step.claims()) != Outcome.NO)
                .map(Denial::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> denied = new TreeSet<>(decision.denials());
        denied.addAll(decision.shadowDenials());
        assertThat(denied).isEqualTo(denying);
    }

    /**
     * What is explained is what was decided.
     *
     * @param step any step
     */
    @Property
    protected void explainAgreesWithDecide(@ForAll("steps") Step step) {
        Decision decision = step.decision(now());
        String text = decision.explain().text();
        Set<String> granted = new TreeSet<>(decision.grants());
        granted.addAll(decision.shadowGrants());
        assertThat(Explained.names(text, "grant", "applies")).isEqualTo(granted);
        Set<String> denied = new TreeSet<>(decision.denials());
        denied.addAll(decision.shadowDenials());
        assertThat(Explained.names(text, "denial", "applies")).isEqualTo(denied);
    }

    /** Every condition reads back as what it is printed as. */
    @Property(tries = 1)
    protected void whatIsPrintedReadsBackEqual() {
        known().grants().values().forEach(grant -> readsBack(grant.when()));
        known().denials().values().forEach(denial -> readsBack(denial.when()));
    }

    /**
     * The negation of what applies does not apply, and absence satisfies neither.
     *
     * @param step any step
     */
    @Property
    protected void noStepSatisfiesAConditionAndItsNegation(@ForAll("steps") Step step) {
        known().grants().values().stream()
                .limit(1000)
                .forEach(grant -> assertThat(grant.when().negate().evaluate(step.claims()))
                        .isEqualTo(grant.when().evaluate(step.claims()).not()));
    }

    private static void readsBack(ClaimFilter filter) {
        assertThat(ClaimFilter.parse(filter.toString())).isEqualTo(filter);
    }

    private String outcome(Policy policy, Step step) {
        Decision decision = policy.simulate(step.claims(), now());
        return new TreeSet<>(decision.grants()) + " " + new TreeSet<>(decision.denials()) + " "
                + delivered(policy, step);
    }

    private Set<String> delivered(Policy policy, Step step) {
        return policy.simulate(step.claims(), now()).deliveries().stream()
                .map(delivery -> delivery.variable() + " <- " + delivery.store() + ":" + delivery.secret()
                        + delivery.field().map(field -> "#" + field).orElse(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
