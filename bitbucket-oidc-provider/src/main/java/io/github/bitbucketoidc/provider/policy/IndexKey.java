package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
        if (filter instanceof ClaimFilter.And and) {
            and.members().forEach(member -> forEach(member, usable, action));
        } else if (filter instanceof ClaimFilter.Or or) {
            or.members().forEach(member -> forEach(member, usable, action));
        } else if (filter instanceof ClaimFilter.Not not) {
            forEach(not.filter(), usable, action);
        } else {
            forEachValue(filter, usable, action);
        }
    }

    /** The keys of a rule that the fewest others share, or null if there are tokens with any values that it applies to. */
    static @Nullable Set<IndexKey> best(
            ClaimFilter filter, Predicate<ClaimRef> usable, ToIntFunction<IndexKey> frequency) {
        return best(filter, true, usable, frequency);
    }

    private static @Nullable Set<IndexKey> best(
            ClaimFilter filter, boolean positive, Predicate<ClaimRef> usable, ToIntFunction<IndexKey> frequency) {
        if (filter instanceof ClaimFilter.Not not) {
            return best(not.filter(), !positive, usable, frequency);
        }
        List<ClaimFilter> members = filter instanceof ClaimFilter.And and
                ? and.members()
                : filter instanceof ClaimFilter.Or or ? or.members() : List.of();
        if (!members.isEmpty()) {
            // The negation of a disjunction is a conjunction of negations.
            return positive == filter instanceof ClaimFilter.And
                    ? cheapest(members, positive, usable, frequency)
                    : union(members, positive, usable, frequency);
        }
        if (!positive) {
            return null;
        }
        if (filter instanceof ClaimFilter.Is is) {
            return usable.test(is.claim()) ? Set.of(new IndexKey(is.claim(), is.value())) : null;
        }
        Set<IndexKey> keys = new HashSet<>();
        forEachValue(filter, usable, keys::add);
        return keys.isEmpty() ? null : keys;
    }

    private static @Nullable Set<IndexKey> cheapest(
            List<ClaimFilter> members,
            boolean positive,
            Predicate<ClaimRef> usable,
            ToIntFunction<IndexKey> frequency) {
        Set<IndexKey> cheapest = null;
        long least = Long.MAX_VALUE;
        for (ClaimFilter member : members) {
            Set<IndexKey> keys = best(member, positive, usable, frequency);
            if (keys != null) {
                long cost = 0;
                for (IndexKey key : keys) {
                    cost += frequency.applyAsInt(key);
                }
                if (cost < least) {
                    cheapest = keys;
                    least = cost;
                }
            }
        }
        return cheapest;
    }

    private static @Nullable Set<IndexKey> union(
            List<ClaimFilter> members,
            boolean positive,
            Predicate<ClaimRef> usable,
            ToIntFunction<IndexKey> frequency) {
        Set<IndexKey> union = new HashSet<>();
        for (ClaimFilter member : members) {
            Set<IndexKey> keys = best(member, positive, usable, frequency);
            if (keys == null) {
                return null;
            }
            union.addAll(keys);
        }
        return union;
    }

    private static void forEachValue(ClaimFilter filter, Predicate<ClaimRef> usable, Consumer<IndexKey> action) {
        if (filter instanceof ClaimFilter.Is is && usable.test(is.claim())) {
            action.accept(new IndexKey(is.claim(), is.value()));
        } else if (filter instanceof ClaimFilter.In in && usable.test(in.claim())) {
            in.values().forEach(value -> action.accept(new IndexKey(in.claim(), value)));
        } else if (filter instanceof ClaimFilter.Has has && usable.test(has.claim())) {
            action.accept(new IndexKey(has.claim(), has.value()));
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
