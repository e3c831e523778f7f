package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The values at which the conditions of a policy change their mind, and those right beside them. */
final class ValuePool {

    /** Of each claim; a policy with more of them is sampled, not searched. */
    private static final int MOST = 400;

    private static final UUID UNNAMED = UUID.fromString("5e1d0c77-0000-4000-8000-0000000000bb");

    private final Map<ClaimRef, Set<ClaimValue>> values = new LinkedHashMap<>();

    static ValuePool of(Collection<ClaimFilter> filters) {
        ValuePool pool = new ValuePool();
        for (ClaimWord word : List.of(ClaimWord.REPOSITORY, ClaimWord.ENVIRONMENT, ClaimWord.PIPELINE)) {
            pool.add(ClaimRef.of(word), new ClaimValue.Uuid(UNNAMED));
        }
        pool.add(ClaimRef.of(ClaimWord.BRANCH), new ClaimValue.Text("some-branch"));
        filters.forEach(pool::collect);
        return pool;
    }

    Set<ClaimRef> claims() {
        return values.keySet();
    }

    Set<ClaimValue> values(ClaimRef claim) {
        return values.getOrDefault(claim, Set.of());
    }

    private void collect(ClaimFilter filter) {
        filter.condition().forEach((predicate, negated) -> predicate(predicate));
    }

    private void predicate(Predicate predicate) {
        ClaimRef claim = predicate.claim();
        List<ClaimValue> samples = predicate.samples();
        samples.forEach(sample -> add(claim, sample));
        if (!predicate.keys().isEmpty()) {
            predicate.keys().forEach(value -> neighbours(claim, value));
        } else if (predicate.ofUnnamedText().isEmpty()) {
            samples.stream().limit(1).forEach(value -> neighbours(claim, value));
        }
    }

    private void neighbours(ClaimRef claim, ClaimValue value) {
        add(claim, value);
        if (value instanceof ClaimValue.Text text) {
            texts(claim, text.value());
        } else if (value instanceof ClaimValue.Whole whole) {
            add(claim, new ClaimValue.Whole(whole.value() + 1));
            add(claim, new ClaimValue.Whole(whole.value() - 1));
            add(claim, new ClaimValue.Text(Long.toString(whole.value())));
        } else if (value instanceof ClaimValue.Flag flag) {
            add(claim, new ClaimValue.Flag(!flag.value()));
            add(claim, new ClaimValue.Text(Boolean.toString(flag.value())));
        }
    }

    /** The ways around a rule that somebody has tried before (attack rows R2, R4, R6, C15). */
    private void texts(ClaimRef claim, String text) {
        for (String near : List.of(
                text + "-x",
                text + "/x",
                "x/" + text,
                "x" + text,
                "refs/heads/" + text,
                text.toUpperCase(Locale.ROOT),
                text + "\u0085",
                text + "\u200b")) {
            add(claim, new ClaimValue.Text(near));
        }
    }

    private void add(ClaimRef claim, ClaimValue value) {
        Set<ClaimValue> known = values.computeIfAbsent(claim, key -> new LinkedHashSet<>());
        if (known.size() < MOST) {
            known.add(value);
        }
    }
}
