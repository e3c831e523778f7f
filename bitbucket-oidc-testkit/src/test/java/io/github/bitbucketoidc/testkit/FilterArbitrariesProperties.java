package io.github.bitbucketoidc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterArbitrariesProperties {

    @Provide
    Arbitrary<ClaimFilter> filters() {
        return FilterArbitraries.filters();
    }

    @Property(tries = 500)
    void everyFilterIsReadBackFromItsText(@ForAll("filters") ClaimFilter filter) {
        assertThat(ClaimFilter.parse(filter.toString())).isEqualTo(filter);
    }

    @Example
    void everyKindOfFilterAndEveryOutcomeComesUp(@ForAll Random random) {
        var filters = FilterArbitraries.filters().generator(1000);
        var claims = ClaimArbitraries.claims().generator(1000);
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            ClaimFilter filter = filters.next(random).value();
            Claims some = claims.next(random).value();
            filter.condition().forEach((predicate, negated) -> kinds.add(predicate.word()));
            kinds.add(filter.condition().binding().name());
            outcomes.add(filter.evaluate(some));
        }
        assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
        for (Operator operator : Operator.values()) {
            assertThat(kinds).contains(String.join(" ", operator.words()));
        }
        assertThat(kinds).contains("TIGHT", "AND", "OR");
    }
}
