package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.analysis.Alternative;
import io.github.bitbucketoidc.core.filter.analysis.FilterAnalysis;
import io.github.bitbucketoidc.core.filter.analysis.Literal;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Steps near the boundaries of a policy: those to which a rule applies, and those that are one claim away from them. Immutable and
 * thread-safe.
 */
final class StepSource {

    /** Rules from which steps begin; of a larger policy a sample is taken. */
    private static final int MOST_RULES = 500;

    private final Policy policy;
    private final ValuePool pool;
    private final List<Step> applying;

    private StepSource(Policy policy, ValuePool pool, List<Step> applying) {
        this.policy = policy;
        this.pool = pool;
        this.applying = applying;
    }

    static StepSource of(Policy policy) {
        return of(policy, policy.grants().values(), List.of());
    }

    /** Begins at some grants; the values around which steps vary are those of these grants, of the denials and of what else is asked. */
    static StepSource of(Policy policy, Collection<Grant> grants, Collection<ClaimFilter> asked) {
        List<ClaimFilter> rules = new ArrayList<>(asked);
        sample(grants).forEach(grant -> rules.add(grant.when()));
        sample(policy.denials().values()).map(Denial::when).forEach(rules::add);
        ValuePool pool = ValuePool.of(rules);
        Set<Step> applying = new LinkedHashSet<>();
        applying.add(Step.of(policy));
        for (ClaimFilter rule : rules) {
            FilterAnalysis.alternatives(rule).orElse(List.of()).stream()
                    .map(alternative -> satisfying(policy, alternative, pool))
                    .forEach(applying::add);
        }
        return new StepSource(policy, pool, List.copyOf(applying));
    }

    private static <T> Stream<T> sample(Collection<T> rules) {
        long every = rules.size() / MOST_RULES + 1L;
        List<T> all = List.copyOf(rules);
        return Stream.iterate(0L, i -> i < all.size(), i -> i + every).map(i -> all.get(i.intValue()));
    }

    /** A step for which an alternative is true, or as much of it as the pool can make true. */
    private static Step satisfying(Policy policy, Alternative alternative, ValuePool pool) {
        Step step = Step.of(policy);
        for (Literal literal : alternative.literals()) {
            ClaimRef claim = literal.predicate().claim();
            List<Literal> about = alternative.literals().stream()
                    .filter(other -> other.predicate().claim().equals(claim))
                    .toList();
            if (about.stream().allMatch(holds(step))) {
                continue;
            }
            step = candidates(step, claim, pool)
                    .filter(candidate -> about.stream().allMatch(holds(candidate)))
                    .findFirst()
                    .orElse(step);
        }
        return step;
    }

    private static Predicate<Literal> holds(Step step) {
        return literal -> literal.evaluate(step.claims()) == Outcome.YES;
    }

    private static Stream<Step> candidates(Step step, ClaimRef claim, ValuePool pool) {
        Stream<Step> changed = pool.values(claim).stream().map(value -> change(step, claim, value));
        Stream<Step> workspaces = claim.equals(ClaimRef.of(ClaimWord.WORKSPACE))
                ? step.policy().workspaces().stream().map(Workspace::uuid).map(uuid -> step.workspace(uuid.toString()))
                : Stream.empty();
        return Stream.of(changed, workspaces, Stream.of(step.without(claim.name())))
                .flatMap(steps -> steps);
    }

    private static Step change(Step step, ClaimRef claim, ClaimValue value) {
        if (claim.equals(ClaimRef.of(ClaimWord.SUBJECT))) {
            return step; // It follows from the other claims.
        }
        if (claim.equals(ClaimRef.of(ClaimWord.WORKSPACE))) {
            boolean known = value instanceof ClaimValue.Uuid uuid
                    && step.policy().workspaces().stream()
                            .anyMatch(workspace -> workspace.uuid().equals(uuid.value()));
            return known ? step.workspace(((ClaimValue.Uuid) value).value().toString()) : step;
        }
        return step.with(claim.name(), value);
    }

    /** Every step to which a rule applies, then all that differ from one of them in one claim. */
    Stream<Step> boundary() {
        Stream<Step> near = applying.stream()
                .flatMap(step -> Stream.concat(pool.claims().stream(), Stream.of(ClaimRef.of(ClaimWord.WORKSPACE)))
                        .distinct()
                        .flatMap(claim -> candidates(step, claim, pool)));
        return Stream.concat(applying.stream(), near);
    }

    /** A step that differs from one to which a rule applies in up to three claims. */
    Step random(Random random) {
        Step step = applying.get(random.nextInt(applying.size()));
        List<ClaimRef> claims = List.copyOf(pool.claims());
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            ClaimRef claim = claims.get(random.nextInt(claims.size()));
            List<ClaimValue> values = List.copyOf(pool.values(claim));
            step = random.nextInt(4) == 0
                    ? step.without(claim.name())
                    : change(step, claim, values.get(random.nextInt(values.size())));
        }
        List<Workspace> workspaces = policy.workspaces();
        boolean elsewhere = workspaces.size() > 1 && random.nextInt(8) == 0;
        return elsewhere
                ? step.workspace(
                        workspaces.get(random.nextInt(workspaces.size())).uuid().toString())
                : step;
    }
}
