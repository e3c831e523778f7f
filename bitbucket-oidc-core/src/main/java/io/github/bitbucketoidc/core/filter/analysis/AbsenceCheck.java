package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
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

    private final Condition filter;

    AbsenceCheck(Condition filter) {
        this.filter = NormalForms.negationsInward(filter);
    }

    Optional<ClaimRef> offender() {
        Map<ClaimRef, ClaimAnswers> claims = ClaimAnswers.of(filter);
        List<ClaimRef> suspects = claims.keySet().stream()
                .filter(claim -> !claim.isAlwaysPresent()
                        && !filter.fold(new WithoutClaim(claim)).harmless())
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
     * What the shape alone shows of a part when a claim is taken away.
     *
     * @param outcome the part's outcome if that is the same whatever the other claims are, else null
     * @param harmless whether taking the claim away never raises the outcome: without it each smallest part that asks for it is NO, and
     *     such a filter never falls when a part rises
     */
    private record Shape(@Nullable Outcome outcome, boolean harmless) {}

    private record WithoutClaim(ClaimRef absent) implements Condition.Fold<Shape> {

        @Override
        public Shape literal(Predicate predicate, boolean negated) {
            if (!predicate.claim().equals(absent)) {
                return new Shape(null, true);
            }
            Outcome outcome =
                    new Literal(predicate, negated).evaluate(Claims.builder().build());
            return new Shape(outcome, outcome == Outcome.NO);
        }

        @Override
        public Shape all(List<Shape> parts) {
            return shape(parts, Outcome.NO);
        }

        @Override
        public Shape any(List<Shape> parts) {
            return shape(parts, Outcome.YES);
        }

        private static Shape shape(List<Shape> parts, Outcome decisive) {
            Outcome outcome = outcome(parts, decisive);
            return new Shape(outcome, outcome == Outcome.NO || parts.stream().allMatch(Shape::harmless));
        }

        private static @Nullable Outcome outcome(List<Shape> parts, Outcome decisive) {
            Outcome all = decisive.not();
            boolean open = false;
            for (Shape part : parts) {
                Outcome outcome = part.outcome();
                if (outcome == decisive) {
                    return decisive;
                }
                open |= outcome == null;
                all = outcome == null ? all : decisive == Outcome.NO ? all.and(outcome) : all.or(outcome);
            }
            return open ? null : all;
        }
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
            List<ClaimAnswers> others, int index, List<Map<Predicate, Outcome>> chosen, ClaimAnswers suspect) {
        if (index == others.size()) {
            return evaluate(chosen, suspect.absent()) != Outcome.NO
                    && suspect.present().stream().anyMatch(present -> evaluate(chosen, present) == Outcome.NO);
        }
        return others.get(index).all().stream().anyMatch(answer -> {
            List<Map<Predicate, Outcome>> longer = new ArrayList<>(chosen);
            longer.add(answer);
            return search(others, index + 1, longer, suspect);
        });
    }

    private Outcome evaluate(List<Map<Predicate, Outcome>> chosen, Map<Predicate, Outcome> more) {
        return filter.fold(new Condition.Fold<Outcome>() {
            @Override
            public Outcome literal(Predicate predicate, boolean negated) {
                Outcome outcome = more.get(predicate);
                for (int i = 0; outcome == null; i++) {
                    outcome = chosen.get(i).get(predicate);
                }
                return negated ? outcome.not() : outcome;
            }

            @Override
            public Outcome all(List<Outcome> parts) {
                return parts.stream().reduce(Outcome.YES, Outcome::and);
            }

            @Override
            public Outcome any(List<Outcome> parts) {
                return parts.stream().reduce(Outcome.NO, Outcome::or);
            }
        });
    }
}
