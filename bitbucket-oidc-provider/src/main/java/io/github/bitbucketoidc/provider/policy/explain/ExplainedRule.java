package io.github.bitbucketoidc.provider.policy.explain;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.analysis.FilterTrace;
import io.github.bitbucketoidc.core.filter.analysis.PredicateTrace;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A grant or a denial as an explanation shows it.
 *
 * @param applies whether it counted, or in shadow mode would have
 * @param lapsed whether it would apply but for its overdue review
 * @param changes for a grant that does not apply, what would have to be different; empty when nothing simple would do
 */
record ExplainedRule(
        String name,
        int line,
        boolean shadow,
        boolean applies,
        boolean lapsed,
        FilterTrace trace,
        List<ClosestChange.Change> changes) {

    private static final int NEAREST = 10;

    /** Those that apply, and of the others the nearest. */
    static List<ExplainedRule> grants(Collection<Grant> grants, Claims claims, Instant now) {
        List<ExplainedRule> applying = new ArrayList<>();
        List<ClosestChange> others = new ArrayList<>();
        for (Grant grant : grants) {
            if (grant.when().evaluate(claims) == Outcome.YES) {
                boolean lapsed = grant.isRefusedWhenOverdue() && grant.isOverdue(now);
                applying.add(new ExplainedRule(
                        grant.name(),
                        grant.line(),
                        grant.isShadow(),
                        !lapsed,
                        lapsed,
                        FilterTrace.of(grant.when(), claims),
                        List.of()));
            } else {
                others.add(ClosestChange.of(grant, claims));
            }
        }
        others.stream()
                .sorted(Comparator.comparingInt(ClosestChange::distance))
                .limit(NEAREST)
                .forEach(near -> applying.add(new ExplainedRule(
                        near.grant().name(),
                        near.grant().line(),
                        near.grant().isShadow(),
                        false,
                        false,
                        FilterTrace.of(near.grant().when(), claims),
                        near.changes())));
        return List.copyOf(applying);
    }

    /** Those that apply, and of the others those that fewest conditions kept from it. */
    static List<ExplainedRule> denials(Collection<Denial> denials, Claims claims) {
        List<ExplainedRule> applying = new ArrayList<>();
        List<ExplainedRule> others = new ArrayList<>();
        for (Denial denial : denials) {
            ClaimFilter when = denial.when();
            boolean applies = when.evaluate(claims) != Outcome.NO;
            (applies ? applying : others)
                    .add(new ExplainedRule(
                            denial.name(),
                            denial.line(),
                            denial.isShadow(),
                            applies,
                            false,
                            FilterTrace.of(when, claims),
                            List.of()));
        }
        others.stream()
                .sorted(Comparator.comparingLong(ExplainedRule::unmet))
                .limit(NEAREST)
                .forEach(applying::add);
        return List.copyOf(applying);
    }

    private long unmet() {
        return trace.predicates().stream()
                .filter(predicate -> !predicate.isMet())
                .count();
    }

    /** The index of the predicate that first kept the condition from YES, or -1. */
    int firstDivergence() {
        PredicateTrace first = trace.firstDivergence().orElse(null);
        for (int i = 0; i < trace.predicates().size(); i++) {
            PredicateTrace predicate = trace.predicates().get(i);
            if (predicate.equals(first) && !predicate.isMet()) {
                return i;
            }
        }
        return -1;
    }
}
