package io.github.bitbucketoidc.provider.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.FilterDomain;
import io.github.bitbucketoidc.provider.policy.Sample;
import io.github.bitbucketoidc.provider.policy.check.ClashCheck.Entry;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Attack row R16: whatever the search for clashes passes over to be quick, it finds what holding each against each finds. */
@Domain(FilterDomain.class)
@Domain(DomainContext.Global.class)
class ClashProperties {

    private static final List<String> REPOSITORIES = List.of(Sample.ACME, Sample.PAYMENTS, Sample.BILLING);
    private static final List<String> BRANCHES = List.of("main", "dev", "x/1", "x/2");

    @Property
    void r16GrantsThatClashAreFoundAmongMany(@ForAll Random random) {
        List<Entry> entries = new ArrayList<>();
        int count = 2 + random.nextInt(40);
        // The more names there are, the fewer grants meet.
        int names = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            entries.add(entry(i, condition(random, names), random.nextInt(count)));
        }
        Set<Entry> clashing = new HashSet<>();
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (entries.get(j).clashesWith(entries.get(i))) {
                    clashing.add(entries.get(i));
                }
            }
        }
        Set<Entry> found = new HashSet<>();
        new ClashGroup(new ClashGroup.Budget(), (earlier, later) -> {
                    assertThat(earlier.isBefore(later)).isTrue();
                    assertThat(earlier.clashesWith(later)).isTrue();
                    assertThat(found.add(later)).as("reported once").isTrue();
                })
                .search(entries);
        assertThat(found).isEqualTo(clashing);
    }

    private static Entry entry(int ordinal, String condition, int secret) {
        Grant grant = Grant.builder("g" + ordinal)
                .when(ClaimFilter.parse(condition))
                .deliver("NAME", "local:s" + secret / 3)
                .build();
        return new Entry(grant, grant.deliveries().get(0), FilePosition.NONE, ordinal);
    }

    /** Mostly such as a policy has: a repository or a few, often with a branch or a claim beside it. */
    private static String condition(Random random, int names) {
        String claim = "claim \"c\" is \"" + random.nextInt(names) + "\"";
        String one = "repository is \"{" + any(random, REPOSITORIES) + "}\"";
        String branch = "branch is \"" + any(random, BRANCHES) + "\"";
        return switch (random.nextInt(10)) {
            case 0 -> one;
            case 1 -> one + " and " + branch;
            case 2 -> claim;
            case 3 -> "branch in [\"main\", \"" + any(random, BRANCHES) + "2\"] and " + claim;
            case 4 -> "branch like \"x/*\" and " + claim;
            case 5 -> "(" + one + " or " + claim + ") and " + branch;
            case 6 -> "not (not " + claim + " or not " + branch + ")";
            case 7 -> "(" + claim + " or claim \"c\" is \"0\") and not " + branch;
            default -> one + " and " + claim;
        };
    }

    private static String any(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    @Property
    void r16AConditionThatHoldsHoldsItsClaimsToTheirValues(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        if (filter.evaluate(claims) == Outcome.YES) {
            HeldValues.of(filter)
                    .forEach((claim, values) ->
                            assertThat(values).contains(claim.valueIn(claims).orElseThrow()));
        }
    }
}
