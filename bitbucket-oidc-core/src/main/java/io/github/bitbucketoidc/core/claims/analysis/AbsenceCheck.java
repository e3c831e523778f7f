package io.github.bitbucketoidc.core.claims.analysis;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a claim whose absence turns NO into YES or UNKNOWN; see {@link FilterAnalysis#appliesByAbsenceOf}.
 *
 * <p>It is enough to take one claim away at a time: on the way from claims that give NO to claims that do not, some single step makes the
 * difference. Guarded filters, which is nearly all that are written, are recognised by their shape; the others are tried out on every
 * combination of the ways in which their claims can answer the predicates.
 */
final class AbsenceCheck {

    /** How many combinations are tried out; beyond that, what has no guard is taken to be at fault. */
    private static final int MOST_CASES = 1 << 14;

    private final ClaimFilter filter;

    AbsenceCheck(ClaimFilter filter) {
        this.filter = FilterAnalysis.negationsInward(filter);
    }

    Optional<ClaimRef> offender() {
        Map<ClaimRef, ClaimAnswers> claims = ClaimAnswers.of(filter);
        List<ClaimRef> suspects = claims.keySet().stream()
                .filter(claim -> !claim.isAlwaysPresent() && !isHarmless(filter, claim))
                .toList();
        if (suspects.isEmpty()) {
            return Optional.empty();
        }
        long cases = 1;
        for (ClaimAnswers answers : claims.values()) {
            cases = Math.min(Integer.MAX_VALUE, cases * answers.size());
        }
        boolean tooMany = cases > MOST_CASES;
        return suspects.stream()
                .filter(suspect -> tooMany || makesDifference(suspect, claims))
                .findFirst();
    }

    /**
     * Whether the shape alone shows that taking the claim away never raises the outcome: without it each smallest part that asks for it
     * is NO, and such a filter never falls when a part rises.
     */
    private static boolean isHarmless(ClaimFilter part, ClaimRef absent) {
        if (without(part, absent) == Outcome.NO) {
            return true;
        }
        if (part instanceof ClaimFilter.And and) {
            return and.members().stream().allMatch(member -> isHarmless(member, absent));
        }
        if (part instanceof ClaimFilter.Or or) {
            return or.members().stream().allMatch(member -> isHarmless(member, absent));
        }
        return !NormalForms.literal(part).predicate().claim().equals(absent);
    }

    /** The part's outcome without the claim if that is the same whatever the other claims are, else null. */
    private static @Nullable Outcome without(ClaimFilter part, ClaimRef absent) {
        if (part instanceof ClaimFilter.And and) {
            return fold(and.members(), absent, Outcome.NO);
        }
        if (part instanceof ClaimFilter.Or or) {
            return fold(or.members(), absent, Outcome.YES);
        }
        Literal literal = NormalForms.literal(part);
        return literal.predicate().claim().equals(absent)
                ? literal.evaluate(Claims.builder().build())
                : null;
    }

    private static @Nullable Outcome fold(List<ClaimFilter> members, ClaimRef absent, Outcome decisive) {
        Outcome all = decisive.not();
        boolean open = false;
        for (ClaimFilter member : members) {
            Outcome outcome = without(member, absent);
            if (outcome == decisive) {
                return decisive;
            }
            open |= outcome == null;
            all = outcome == null ? all : decisive == Outcome.NO ? all.and(outcome) : all.or(outcome);
        }
        return open ? null : all;
    }

    private boolean makesDifference(ClaimRef suspect, Map<ClaimRef, ClaimAnswers> claims) {
        List<ClaimAnswers> others = new ArrayList<>();
        claims.forEach((claim, answers) -> {
            if (!claim.equals(suspect)) {
                others.add(answers);
            }
        });
        return search(others, 0, List.of(), Objects.requireNonNull(claims.get(suspect)));
    }

    /** Tries every combination of the other claims' answers, from one of them on. */
    private boolean search(
            List<ClaimAnswers> others,
            int index,
            List<Map<ClaimFilter.Predicate, Outcome>> chosen,
            ClaimAnswers suspect) {
        if (index == others.size()) {
            return evaluate(filter, chosen, suspect.absent()) != Outcome.NO
                    && suspect.present().stream().anyMatch(present -> evaluate(filter, chosen, present) == Outcome.NO);
        }
        return others.get(index).all().stream().anyMatch(answer -> {
            List<Map<ClaimFilter.Predicate, Outcome>> longer = new ArrayList<>(chosen);
            longer.add(answer);
            return search(others, index + 1, longer, suspect);
        });
    }

    private static Outcome evaluate(
            ClaimFilter part,
            List<Map<ClaimFilter.Predicate, Outcome>> chosen,
            Map<ClaimFilter.Predicate, Outcome> more) {
        if (part instanceof ClaimFilter.And and) {
            return and.members().stream().map(m -> evaluate(m, chosen, more)).reduce(Outcome.YES, Outcome::and);
        }
        if (part instanceof ClaimFilter.Or or) {
            return or.members().stream().map(m -> evaluate(m, chosen, more)).reduce(Outcome.NO, Outcome::or);
        }
        Literal literal = NormalForms.literal(part);
        Outcome outcome = more.get(literal.predicate());
        for (int i = 0; outcome == null; i++) {
            outcome = chosen.get(i).get(literal.predicate());
        }
        return literal.negated() ? outcome.not() : outcome;
    }
}
