package io.github.bitbucketoidc.core.claims.analysis;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways in which one claim can answer all the predicates that a filter asks about it: with one value for each way, found by trying the
 * values that the filter names, one that it does not name for each type, and every combination of its globs.
 */
final class ClaimAnswers {

    /** Beyond so many independent patterns the combinations are not worth looking at. */
    private static final int MOST_PATTERNS = 12;

    private final ClaimRef claim;
    private final Set<ClaimFilter.Predicate> predicates = new LinkedHashSet<>();
    private final Set<Map<ClaimFilter.Predicate, Outcome>> present = new LinkedHashSet<>();
    private boolean collected;

    private ClaimAnswers(ClaimRef claim) {
        this.claim = claim;
    }

    /** Per claim of a filter whose negations are inward, in its order. */
    static Map<ClaimRef, ClaimAnswers> of(ClaimFilter filter) {
        Map<ClaimRef, ClaimAnswers> claims = new LinkedHashMap<>();
        add(filter, claims);
        return claims;
    }

    private static void add(ClaimFilter part, Map<ClaimRef, ClaimAnswers> claims) {
        if (part instanceof ClaimFilter.And and) {
            and.members().forEach(member -> add(member, claims));
        } else if (part instanceof ClaimFilter.Or or) {
            or.members().forEach(member -> add(member, claims));
        } else {
            ClaimFilter.Predicate predicate = NormalForms.literal(part).predicate();
            claims.computeIfAbsent(predicate.claim(), ClaimAnswers::new)
                    .predicates
                    .add(predicate);
        }
    }

    /** How many ways there are, absence included; more than can be listed when there are too many patterns. */
    long size() {
        return patterns().size() > MOST_PATTERNS ? Integer.MAX_VALUE : all().size();
    }

    Map<ClaimFilter.Predicate, Outcome> absent() {
        return answers(Claims.builder().build());
    }

    Set<Map<ClaimFilter.Predicate, Outcome>> present() {
        if (!collected) {
            collected = true;
            values().forEach(value -> present.add(answers(claims(value))));
            for (int bits = 0; bits < 1 << patterns().size(); bits++) {
                present.add(unnamedText(bits));
            }
        }
        return present;
    }

    Set<Map<ClaimFilter.Predicate, Outcome>> all() {
        Set<Map<ClaimFilter.Predicate, Outcome>> all = new LinkedHashSet<>(present());
        if (!claim.isAlwaysPresent()) {
            all.add(absent());
        }
        return all;
    }

    /** The predicates that a text which the filter does not name may or may not satisfy. */
    private List<ClaimFilter.Predicate> patterns() {
        return predicates.stream()
                .filter(predicate -> predicate instanceof ClaimFilter.Like || predicate instanceof ClaimFilter.Has)
                .toList();
    }

    private Map<ClaimFilter.Predicate, Outcome> unnamedText(int bits) {
        Map<ClaimFilter.Predicate, Outcome> answers = new HashMap<>();
        predicates.forEach(predicate -> answers.put(predicate, textAnswer(predicate)));
        List<ClaimFilter.Predicate> patterns = patterns();
        for (int i = 0; i < patterns.size(); i++) {
            answers.put(patterns.get(i), (bits >> i & 1) == 1 ? Outcome.YES : Outcome.NO);
        }
        return answers;
    }

    /** What an unnamed text (or UUID) answers: present, equal to nothing, UNKNOWN where another type is asked for. */
    private Outcome textAnswer(ClaimFilter.Predicate predicate) {
        if (predicate instanceof ClaimFilter.Present) {
            return Outcome.YES;
        }
        boolean otherType = FilterAnalysis.values(predicate).stream()
                .anyMatch(value -> value instanceof ClaimValue.Whole || value instanceof ClaimValue.Flag);
        return otherType ? Outcome.UNKNOWN : Outcome.NO;
    }

    private List<ClaimValue> values() {
        List<ClaimValue> values = new ArrayList<>();
        predicates.forEach(predicate -> values.addAll(FilterAnalysis.values(predicate)));
        if (claim.word().isEmpty()) {
            long unnamed = 0;
            while (values.contains(new ClaimValue.Whole(unnamed))) {
                unnamed++;
            }
            values.add(new ClaimValue.Whole(unnamed));
            values.add(new ClaimValue.Flag(true));
            values.add(new ClaimValue.Flag(false));
        }
        return values;
    }

    private Claims claims(ClaimValue value) {
        Claims.Builder builder = Claims.builder();
        if (value instanceof ClaimValue.Uuid uuid) {
            return builder.text(claim.name(), uuid.value().toString()).build();
        }
        if (value instanceof ClaimValue.Whole whole) {
            return builder.number(claim.name(), whole.value()).build();
        }
        return value instanceof ClaimValue.Flag flag
                ? builder.flag(claim.name(), flag.value()).build()
                : builder.text(claim.name(), ((ClaimValue.Text) value).value()).build();
    }

    private Map<ClaimFilter.Predicate, Outcome> answers(Claims claims) {
        Map<ClaimFilter.Predicate, Outcome> answers = new HashMap<>();
        predicates.forEach(predicate -> answers.put(predicate, predicate.evaluate(claims)));
        return answers;
    }
}
