package io.github.bitbucketoidc.core.filter.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.FilterDomain;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(FilterDomain.class)
@Domain(DomainContext.Global.class)
class FilterTraceProperties {

    @Property
    void agreesWithEvaluation(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        FilterTrace trace = FilterTrace.of(filter, claims);
        assertThat(trace.outcome()).isEqualTo(filter.evaluate(claims));
        assertThat(trace.predicates())
                .isNotEmpty()
                .allSatisfy(note ->
                        assertThat(note.outcome()).isEqualTo(note.predicate().evaluate(claims)));
    }

    @Property
    void findsADivergenceExactlyWhereTheFilterDoesNotHold(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        FilterTrace trace = FilterTrace.of(filter, claims);
        assertThat(trace.firstDivergence().isEmpty()).isEqualTo(trace.outcome() == Outcome.YES);
        trace.firstDivergence().ifPresent(note -> {
            assertThat(note.isMet()).isFalse();
            assertThat(trace.predicates()).contains(note);
        });
    }

    @Property
    void namesNoLookAlikeOfWhatIsEqual(@ForAll Predicate predicate, @ForAll Claims claims) {
        PredicateTrace note =
                FilterTrace.of(ClaimFilter.of(predicate), claims).predicates().get(0);
        if (!note.lookAlikes().isEmpty()) {
            assertThat(note.outcome()).isNotEqualTo(Outcome.YES);
        }
    }
}
