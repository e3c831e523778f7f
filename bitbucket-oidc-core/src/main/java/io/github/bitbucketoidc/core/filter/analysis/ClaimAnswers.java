package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
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
    private final Set<Predicate> predicates = new LinkedHashSet<>();
    private final Set<Map<Predicate, Outcome>> present = new LinkedHashSet<>();
    private boolean collected;

    private ClaimAnswers(ClaimRef claim) {
        this.claim = claim;
    }

    /** Per claim of a filter whose negations are inward, in its order. */
    static Map<ClaimRef, ClaimAnswers> of(Condition filter) {
        Map<ClaimRef, ClaimAnswers> claims = new LinkedHashMap<>();
        filter.forEach((predicate, negated) -> claims.computeIfAbsent(predicate.claim(), ClaimAnswers::new)
                .predicates
                .add(predicate));
        return claims;
    }

    /** How many ways there are, absence included; more than can be listed when there are too many patterns. */
    long size() {
        return patterns().size() > MOST_PATTERNS ? Integer.MAX_VALUE : all().size();
    }

    Map<Predicate, Outcome> absent() {
        return answers(Claims.builder().build());
    }

    Set<Map<Predicate, Outcome>> present() {
        if (!collected) {
            collected = true;
            values().forEach(value -> present.add(answers(only(claim, value))));
            for (int bits = 0; bits < 1 << patterns().size(); bits++) {
                present.add(unnamedText(bits));
            }
        }
        return present;
    }

    Set<Map<Predicate, Outcome>> all() {
        Set<Map<Predicate, Outcome>> all = new LinkedHashSet<>(present());
        if (!claim.isAlwaysPresent()) {
            all.add(absent());
        }
        return all;
    }

    /** The predicates that a text which the filter does not name may or may not satisfy. */
    private List<Predicate> patterns() {
        return predicates.stream()
                .filter(predicate -> predicate.ofUnnamedText().isEmpty())
                .toList();
    }

    private Map<Predicate, Outcome> unnamedText(int bits) {
        Map<Predicate, Outcome> answers = new HashMap<>();
        predicates.forEach(
                predicate -> answers.put(predicate, predicate.ofUnnamedText().orElse(Outcome.NO)));
        List<Predicate> patterns = patterns();
        for (int i = 0; i < patterns.size(); i++) {
            answers.put(patterns.get(i), (bits >> i & 1) == 1 ? Outcome.YES : Outcome.NO);
        }
        return answers;
    }

    private List<ClaimValue> values() {
        List<ClaimValue> values = new ArrayList<>();
        predicates.forEach(predicate -> values.addAll(predicate.values()));
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

    /** Claims in which nothing else is. */
    static Claims only(ClaimRef claim, ClaimValue value) {
        Claims.Builder claims = Claims.builder();
        value.addTo(claims, claim.name());
        return claims.build();
    }

    private Map<Predicate, Outcome> answers(Claims claims) {
        Map<Predicate, Outcome> answers = new HashMap<>();
        predicates.forEach(predicate -> answers.put(predicate, predicate.evaluate(claims)));
        return answers;
    }
}
