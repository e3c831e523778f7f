package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A claim's value under which a rule can be filed: a token that the rule applies to has one of the rule's keys. */
record IndexKey(ClaimRef claim, ClaimValue value) {

    private static final ClaimRef AUDIENCE = ClaimRef.of(ClaimWord.AUDIENCE);

    // Written out: what a record makes by itself is slow until it is compiled, and a large policy is indexed but once.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IndexKey key && key.value.equals(value) && key.claim.equals(claim);
    }

    @Override
    public int hashCode() {
        return 31 * claim.hashCode() + value.hashCode();
    }

    /** Every key that could be chosen for a filter, once for each place where it stands. */
    static void forEach(ClaimFilter filter, Predicate<ClaimRef> usable, Consumer<IndexKey> action) {
        filter.condition().forEach((predicate, negated) -> {
            ClaimRef claim = predicate.claim();
            if (usable.test(claim)) {
                predicate.keys().forEach(value -> action.accept(new IndexKey(claim, value)));
            }
        });
    }

    /** The keys of a rule that the fewest others share, or null if there are tokens with any values that it applies to. */
    static @Nullable Set<IndexKey> best(
            ClaimFilter filter, Predicate<ClaimRef> usable, ToIntFunction<IndexKey> frequency) {
        return filter.condition().fold(new Best(usable, frequency)).orElse(null);
    }

    private record Best(Predicate<ClaimRef> usable, ToIntFunction<IndexKey> frequency)
            implements Condition.Fold<Optional<Set<IndexKey>>> {

        @Override
        public Optional<Set<IndexKey>> literal(
                io.github.bitbucketoidc.core.filter.tree.Predicate predicate, boolean negated) {
            ClaimRef claim = predicate.claim();
            Set<ClaimValue> values = negated || !usable.test(claim) ? Set.of() : predicate.keys();
            if (values.size() == 1) {
                return Optional.of(Set.of(new IndexKey(claim, values.iterator().next())));
            }
            Set<IndexKey> keys = new HashSet<>();
            values.forEach(value -> keys.add(new IndexKey(claim, value)));
            return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
        }

        /** The cheapest of the parts that have keys. */
        @Override
        public Optional<Set<IndexKey>> all(List<Optional<Set<IndexKey>>> parts) {
            Optional<Set<IndexKey>> cheapest = Optional.empty();
            long least = Long.MAX_VALUE;
            for (Optional<Set<IndexKey>> keys : parts) {
                long cost = keys.isPresent() ? cost(keys.get()) : Long.MAX_VALUE;
                if (cost < least) {
                    cheapest = keys;
                    least = cost;
                }
            }
            return cheapest;
        }

        private long cost(Set<IndexKey> keys) {
            long cost = 0;
            for (IndexKey key : keys) {
                cost += frequency.applyAsInt(key);
            }
            return cost;
        }

        /** The keys of them all, if each part has some. */
        @Override
        public Optional<Set<IndexKey>> any(List<Optional<Set<IndexKey>>> parts) {
            Set<IndexKey> union = new HashSet<>();
            for (Optional<Set<IndexKey>> keys : parts) {
                if (keys.isEmpty()) {
                    return keys;
                }
                union.addAll(keys.get());
            }
            return Optional.of(union);
        }
    }

    /** The values that a token has for a claim. */
    static List<ClaimValue> values(ClaimRef claim, Claims claims) {
        if (claim.equals(AUDIENCE)) {
            List<ClaimValue> audiences = new ArrayList<>();
            claims.text(claim.name()).ifPresent(text -> audiences.add(new ClaimValue.Text(text)));
            claims.list(claim.name()).forEach(text -> audiences.add(new ClaimValue.Text(text)));
            return audiences;
        }
        return claim.valueIn(claims).map(List::of).orElse(List.of());
    }
}
