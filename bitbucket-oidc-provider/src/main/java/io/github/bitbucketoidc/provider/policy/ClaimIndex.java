package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the rules that could apply to a token without looking at the others: each rule is filed under claims' values of which
 * the token must have one, chosen so that few other rules are filed there too. Immutable, thread-safe.
 */
final class ClaimIndex<T> {

    private static final int[] NONE = {};

    private final List<T> rules;
    private final List<Filed> filed = new ArrayList<>(1);
    private final int[] rest;

    private ClaimIndex(Collection<T> rules, Function<T, ClaimFilter> when, Predicate<ClaimRef> usable) {
        this.rules = List.copyOf(rules);
        // Most rules name a value or two that no other names.
        Map<IndexKey, Slot> slots = new HashMap<>(this.rules.size() * 2);
        for (T rule : this.rules) {
            IndexKey.forEach(when.apply(rule), usable, key -> slots.computeIfAbsent(key, k -> new Slot()).frequency++);
        }
        Slot unfiled = new Slot();
        for (int i = 0; i < this.rules.size(); i++) {
            Set<IndexKey> keys = IndexKey.best(
                    when.apply(this.rules.get(i)), usable, key -> slots.getOrDefault(key, unfiled).frequency);
            if (keys == null) {
                unfiled.add(i);
            } else {
                for (IndexKey key : keys) {
                    slots.getOrDefault(key, unfiled).add(i);
                }
            }
        }
        Map<ClaimRef, Map<ClaimValue, int[]>> byValue = new HashMap<>();
        slots.forEach((key, slot) -> {
            if (slot.size > 0) {
                byValue.computeIfAbsent(key.claim(), claim -> new HashMap<>()).put(key.value(), slot.toArray());
            }
        });
        byValue.forEach((claim, values) -> filed.add(new Filed(claim, values)));
        this.rest = unfiled.toArray();
    }

    /** The rules that are filed under the values of one claim. */
    private record Filed(ClaimRef claim, Map<ClaimValue, int[]> byValue) {}

    /** How often a key could be chosen, and the rules for which it was. */
    private static final class Slot {

        private int frequency;
        private int[] values = NONE;
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(1, size * 2));
            }
            values[size++] = value;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }

    /** A grant applies on YES only, so any claim that must have a value will do. */
    static ClaimIndex<Grant> ofGrants(Collection<Grant> grants) {
        return new ClaimIndex<>(grants, Grant::when, claim -> true);
    }

    /** A denial applies on UNKNOWN too, so only a claim rules it out that no verified token lacks. */
    static ClaimIndex<Denial> ofDenials(Collection<Denial> denials) {
        return new ClaimIndex<>(denials, Denial::when, claim -> claim.isUuid() && claim.isAlwaysPresent());
    }

    List<T> candidates(Claims claims) {
        int[] found = rest;
        boolean mixed = false;
        for (int i = 0; i < filed.size(); i++) {
            Filed claim = filed.get(i);
            for (ClaimValue value : IndexKey.values(claim.claim(), claims)) {
                int[] more = claim.byValue().getOrDefault(value, NONE);
                if (more.length > 0) {
                    mixed |= found.length > 0;
                    found = found.length > 0 ? concat(found, more) : more;
                }
            }
        }
        if (mixed) {
            found = Arrays.stream(found).sorted().distinct().toArray();
        }
        if (found.length < 2) {
            return found.length == 0 ? List.of() : List.of(rules.get(found[0]));
        }
        List<T> candidates = new ArrayList<>(found.length);
        for (int ordinal : found) {
            candidates.add(rules.get(ordinal));
        }
        return candidates;
    }

    private static int[] concat(int[] left, int[] right) {
        int[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
