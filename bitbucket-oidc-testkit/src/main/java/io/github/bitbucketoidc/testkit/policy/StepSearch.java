package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for a step that gets a variable and should not. The same policy is searched the same way each time: first every step at a
 * boundary, then some thousand that are a few claims away from one.
 */
final class StepSearch {

    private static final int MOST_AT_BOUNDARIES = 20_000;
    private static final int SOME_AT_BOUNDARIES = 500;
    private static final int RANDOM = 2_000;
    private static final long SEED = 20_270_630L;

    private final Policy policy;
    private final String variable;
    private final Instant now;
    private boolean delivered;

    StepSearch(Policy policy, String variable, Instant now) {
        this.policy = policy;
        this.variable = variable;
        this.now = now;
    }

    /** The simplest step found that gets the variable and is not allowed to. */
    Optional<Step> counterexample(Predicate<Step> allowed) {
        List<Grant> grants = Delivered.grantsThatCould(policy, variable);
        StepSource source = StepSource.of(policy, grants, asked(StepSource.of(policy, grants, List.of()), allowed));
        Random random = new Random(SEED);
        Stream<Step> steps = Stream.concat(
                source.boundary().limit(MOST_AT_BOUNDARIES),
                Stream.generate(() -> source.random(random)).limit(RANDOM));
        Predicate<Step> wrong = step -> isDelivered(step) && !allowed.test(step);
        return steps.filter(wrong).findFirst().map(step -> simpler(step, wrong));
    }

    /** What a test wants to know of steps: the values that it names may be missing in the policy, by mistake. */
    private static Set<ClaimFilter> asked(StepSource source, Predicate<Step> allowed) {
        Set<ClaimFilter> asked = new LinkedHashSet<>();
        source.boundary()
                .limit(SOME_AT_BOUNDARIES)
                .filter(step -> allowed.test(step.telling(asked::add)))
                .forEach(step -> {});
        return asked;
    }

    /** Whether any step got the variable in the search: else the search has shown nothing. */
    boolean hasSeenIt() {
        return delivered;
    }

    private boolean isDelivered(Step step) {
        boolean now = Delivered.isDelivered(step.decision(this.now), variable);
        delivered |= now;
        return now;
    }

    private static Step simpler(Step step, Predicate<Step> wrong) {
        Step simplest = step;
        for (String name : List.copyOf(step.claims().names())) {
            Step without = simplest.without(name);
            if (wrong.test(without)) {
                simplest = without;
            }
        }
        return simplest;
    }
}
