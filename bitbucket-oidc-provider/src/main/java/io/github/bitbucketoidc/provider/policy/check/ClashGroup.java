package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.provider.policy.check.ClashCheck.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the clashes among the grants that deliver one variable without holding each against each: grants that ask for
 * different values of one claim are apart, so only those are compared that share a value, and those that do not ask.
 */
final class ClashGroup {

    private static final int FEW = 8;
    private static final int SAMPLE = 4096;

    /** How many pairs of alternatives may be held against each other in all, so that no file makes a reader wait. */
    static final class Budget {

        private long left;

        Budget() {
            this(4_000_000);
        }

        Budget(long left) {
            this.left = left;
        }

        boolean isSpent() {
            return left <= 0;
        }

        long left() {
            return left;
        }
    }

    private final Budget budget;
    private final BiConsumer<Entry, Entry> clash;
    private final Set<Entry> reported = new HashSet<>();

    ClashGroup(Budget budget, BiConsumer<Entry, Entry> clash) {
        this.budget = budget;
        this.clash = clash;
    }

    /** Reports each entry at most once, with the first of those before it that it clashes with. */
    void search(List<Entry> entries) {
        search(entries, Set.of());
    }

    private void search(List<Entry> entries, Set<ClaimRef> used) {
        ClaimRef claim = entries.size() <= FEW ? null : bestClaim(entries, used);
        if (claim == null) {
            for (int i = 1; i < entries.size(); i++) {
                for (int j = 0; j < i && !budget.isSpent(); j++) {
                    compare(entries.get(j), entries.get(i));
                }
            }
            return;
        }
        Set<ClaimRef> now = new HashSet<>(used);
        now.add(claim);
        List<Entry> open = new ArrayList<>();
        Map<ClaimValue, List<Entry>> shared = shared(entries, claim, open);
        shared.values().stream().filter(list -> list.size() > 1).forEach(list -> search(list, now));
        search(open, now);
        for (Entry entry : open) {
            for (int i = 0; i < entries.size() && !budget.isSpent(); i++) {
                Entry other = entries.get(i);
                if (other.held().containsKey(claim)) {
                    boolean before = entry.isBefore(other);
                    compare(before ? entry : other, before ? other : entry);
                }
            }
        }
    }

    private void compare(Entry earlier, Entry later) {
        // What is passed over takes time, too.
        budget.left--;
        if (reported.contains(later)) {
            return;
        }
        budget.left -= earlier.pairsWith(later);
        if (earlier.clashesWith(later)) {
            reported.add(later);
            clash.accept(earlier, later);
        }
    }

    private static Map<ClaimValue, List<Entry>> shared(List<Entry> entries, ClaimRef claim, List<Entry> open) {
        Map<ClaimValue, List<Entry>> shared = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Set<ClaimValue> values = entry.held().get(claim);
            if (values == null) {
                open.add(entry);
            } else {
                values.forEach(value ->
                        shared.computeIfAbsent(value, v -> new ArrayList<>(1)).add(entry));
            }
        }
        return shared;
    }

    /**
     * The claim that leaves the fewest pairs to compare, or null when none spares any. Of many entries some are counted: another
     * claim than the best costs time and nothing else.
     */
    private static @Nullable ClaimRef bestClaim(List<Entry> all, Set<ClaimRef> used) {
        return bestClaimOf(all.size() <= SAMPLE ? all : sample(all), used);
    }

    private static List<Entry> sample(List<Entry> all) {
        List<Entry> sample = new ArrayList<>(SAMPLE);
        for (int i = 0; i < SAMPLE; i++) {
            sample.add(all.get((int) ((long) i * all.size() / SAMPLE)));
        }
        return sample;
    }

    private static @Nullable ClaimRef bestClaimOf(List<Entry> entries, Set<ClaimRef> used) {
        Map<ClaimRef, Map<ClaimValue, Long>> counts = new HashMap<>();
        Map<ClaimRef, Long> holding = new HashMap<>();
        for (Entry entry : entries) {
            entry.held().forEach((claim, values) -> {
                holding.merge(claim, 1L, Long::sum);
                values.forEach(value ->
                        counts.computeIfAbsent(claim, c -> new HashMap<>()).merge(value, 1L, Long::sum));
            });
        }
        ClaimRef best = null;
        long all = (long) entries.size() * entries.size();
        long least = all - all / 10;
        for (Map.Entry<ClaimRef, Map<ClaimValue, Long>> counted : counts.entrySet()) {
            long open = entries.size() - holding.getOrDefault(counted.getKey(), 0L);
            long pairs = open * entries.size();
            for (long count : counted.getValue().values()) {
                pairs += count * count;
            }
            if (pairs < least && !used.contains(counted.getKey())) {
                best = counted.getKey();
                least = pairs;
            }
        }
        return best;
    }
}
