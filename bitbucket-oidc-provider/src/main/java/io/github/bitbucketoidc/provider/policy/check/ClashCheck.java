package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.filter.analysis.Alternative;
import io.github.bitbucketoidc.core.filter.analysis.FilterAnalysis;
import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.rules.Delivery;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses that two grants which can both apply deliver one variable from different secrets (attack row R16), or two variables
 * that a runner on Windows takes for one (H4). What is not shown to be apart is refused. Names with a {@code *} are left to the
 * time when their fields are known.
 */
public final class ClashCheck {

    /** One variable of one grant. */
    public static final class Entry {

        private final Grant grant;
        private final Delivery delivery;
        private final FilePosition position;
        private final int ordinal;
        private @Nullable List<Alternative> alternatives;
        private @Nullable Map<ClaimRef, Set<ClaimValue>> held;

        Entry(Grant grant, Delivery delivery, FilePosition position, int ordinal) {
            this.grant = grant;
            this.delivery = delivery;
            this.position = position;
            this.ordinal = ordinal;
        }

        boolean isBefore(Entry other) {
            return ordinal < other.ordinal;
        }

        /** The claims of which the grant asks for certain values in every alternative, and those values. */
        Map<ClaimRef, Set<ClaimValue>> held() {
            if (held == null) {
                held = HeldValues.of(grant.when());
            }
            return held;
        }

        private List<Alternative> alternatives() {
            if (alternatives == null) {
                // None when there are too many, which was reported before.
                alternatives = FilterAnalysis.alternatives(grant.when()).orElse(List.of());
            }
            return alternatives;
        }

        private boolean differsFrom(Entry other) {
            // Two of one grant were compared when it was read.
            return grant != other.grant && !delivery.equals(other.delivery);
        }

        /** How many pairs of alternatives are looked at to say whether the two clash. */
        long pairsWith(Entry other) {
            return differsFrom(other)
                    ? (long) alternatives().size() * other.alternatives().size()
                    : 0;
        }

        boolean clashesWith(Entry other) {
            if (!differsFrom(other)) {
                return false;
            }
            for (Alternative own : alternatives()) {
                for (Alternative theirs : other.alternatives()) {
                    if (!own.isApartFrom(theirs)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private final Map<String, List<Entry>> byVariable = new LinkedHashMap<>();
    private int count;

    /** Takes a grant in the order of the policy; those in shadow mode deliver nothing and are not looked at. */
    public void add(Grant grant, List<FilePosition> positions) {
        if (grant.isShadow()) {
            return;
        }
        for (int i = 0; i < grant.deliveries().size(); i++) {
            Delivery delivery = grant.deliveries().get(i);
            if (!delivery.isWildcard()) {
                byVariable
                        .computeIfAbsent(VariableNames.fold(delivery.variable()), name -> new ArrayList<>(1))
                        .add(new Entry(grant, delivery, positions.get(i), count++));
            }
        }
    }

    public void report(Problems problems) {
        ClashGroup.Budget budget = new ClashGroup.Budget();
        byVariable.values().stream().filter(ClashCheck::differ).forEach(entries -> {
            new ClashGroup(budget, (first, second) -> report(problems, first, second)).search(entries);
            if (budget.isSpent()) {
                tooMany(problems, entries.get(0));
            }
            entries.clear();
        });
    }

    private static boolean differ(List<Entry> entries) {
        Delivery first = entries.get(0).delivery;
        return entries.stream().anyMatch(entry -> !entry.delivery.equals(first));
    }

    private static void tooMany(Problems problems, Entry entry) {
        problems.add(
                entry.position,
                "too many grants deliver `" + entry.delivery.variable() + "` to hold each against each",
                "pin them by `is` or `in` on a claim that they share, such as `repository`");
    }

    private static void report(Problems problems, Entry first, Entry second) {
        String one = first.delivery.variable();
        String other = second.delivery.variable();
        String where = first.position.line() == 0 ? "" : " on line " + first.position.line();
        String apart = "tell the grants apart by `is` or `in` on one claim";
        if (one.equals(other)) {
            problems.add(
                    second.position,
                    "`" + other + "` comes from another secret in the grant `" + first.grant.name() + "`" + where
                            + ", and both grants can apply to one step",
                    apart + ", rename one of the variables, or name the same secret and field");
        } else {
            problems.add(
                    second.position,
                    "`" + other + "` differs only in letter case from `" + one + "` in the grant `" + first.grant.name()
                            + "`" + where + ", and both grants can apply to one step",
                    "a runner on Windows takes them for one: rename one of them, or " + apart);
        }
    }
}
