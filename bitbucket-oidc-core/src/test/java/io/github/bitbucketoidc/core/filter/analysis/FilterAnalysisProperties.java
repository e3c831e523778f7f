package io.github.bitbucketoidc.core.filter.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.FilterDomain;
import io.github.bitbucketoidc.core.filter.SampleNames;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import io.github.bitbucketoidc.rows.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What is said of a filter before any token comes is true of every token that comes. */
@Domain(FilterDomain.class)
@Domain(DomainContext.Global.class)
class FilterAnalysisProperties {

    @Property
    void movingNegationsInwardChangesNoOutcome(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        ClaimFilter inward = FilterAnalysis.negationsInward(filter);
        assertThat(inward.evaluate(claims)).isEqualTo(filter.evaluate(claims));
        assertThat(negatesPredicatesOnly(inward.condition())).as("%s", inward).isTrue();
        assertThat(FilterAnalysis.negationsInward(inward)).isEqualTo(inward);
    }

    private static boolean negatesPredicatesOnly(Condition condition) {
        return condition.match(new Condition.Cases<>() {
            @Override
            public Boolean predicate(Predicate predicate) {
                return true;
            }

            @Override
            public Boolean not(Condition negated) {
                return negated instanceof Predicate;
            }

            @Override
            public Boolean and(List<Condition> members) {
                return members.stream().allMatch(FilterAnalysisProperties::negatesPredicatesOnly);
            }

            @Override
            public Boolean or(List<Condition> members) {
                return and(members);
            }
        });
    }

    @Property
    void theAlternativesTogetherAreTheFilter(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        Optional<List<Alternative>> ways = FilterAnalysis.alternatives(filter);
        Assume.that(ways.isPresent());
        Outcome either =
                ways.orElseThrow().stream().map(way -> way.evaluate(claims)).reduce(Outcome.NO, Outcome::or);
        assertThat(either).isEqualTo(filter.evaluate(claims));
        assertThat(ways.orElseThrow())
                .hasSizeBetween(1, FilterAnalysis.MAX_ALTERNATIVES)
                .doesNotHaveDuplicates();
    }

    @Property
    void theyAreCountedWithoutBeingListed(@ForAll ClaimFilter filter) {
        int most = FilterAnalysis.MAX_ALTERNATIVES;
        boolean few = FilterAnalysis.hasFewAlternatives(filter);
        assertThat(few).isEqualTo(FilterAnalysis.alternatives(filter).isPresent());
        // The negations that are counted where they stand are those that the listing has moved inward.
        for (ClaimFilter either : List.of(filter, filter.negate())) {
            ClaimFilter inward = FilterAnalysis.negationsInward(either);
            assertThat(NormalForms.count(either.condition(), most))
                    .isEqualTo(NormalForms.count(inward.condition(), most));
        }
    }

    @Property
    void anAlternativeHoldsExactlyWhenNothingIsUnmet(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        for (Alternative way : FilterAnalysis.alternatives(filter).orElse(List.of())) {
            assertThat(way.unmet(claims).isEmpty()).isEqualTo(way.evaluate(claims) == Outcome.YES);
        }
    }

    @Row("R12")
    @Property
    void r12WhereAPinnedAlternativeHoldsTheClaimHasOneOfItsValues(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        for (Alternative way : FilterAnalysis.alternatives(filter).orElse(List.of())) {
            if (way.evaluate(claims) == Outcome.YES) {
                for (Literal literal : way.literals()) {
                    ClaimRef claim = literal.predicate().claim();
                    way.values(claim)
                            .ifPresent(values -> assertThat(claim.valueIn(claims))
                                    .hasValueSatisfying(
                                            value -> assertThat(values).contains(value)));
                }
            }
        }
    }

    @Row("R16")
    @Property
    void r16AlternativesThatAreApartNeverHoldTogether(
            @ForAll ClaimFilter one, @ForAll ClaimFilter other, @ForAll Claims claims) {
        for (Alternative left : FilterAnalysis.alternatives(one).orElse(List.of())) {
            for (Alternative right : FilterAnalysis.alternatives(other).orElse(List.of())) {
                boolean apart = left.isApartFrom(right);
                assertThat(right.isApartFrom(left)).isEqualTo(apart);
                if (apart) {
                    assertThat(left.evaluate(claims).and(right.evaluate(claims)))
                            .isNotEqualTo(Outcome.YES);
                }
            }
        }
    }

    @Row("R10")
    @Property
    void r10WhatIsSaidOfAbsenceIsFoundByTryingEverything(@ForAll ClaimFilter filter) {
        Set<Predicate> predicates = new LinkedHashSet<>();
        filter.condition().forEach((predicate, negated) -> predicates.add(predicate));
        List<ClaimRef> claims =
                predicates.stream().map(Predicate::claim).distinct().toList();
        // Patterns are taken to be independent of each other, which more than one of them need not be.
        boolean exact = predicates.stream()
                .noneMatch(predicate -> predicate.ofUnnamedText().isEmpty());
        Assume.that(exact && claims.size() <= 3);
        Set<ClaimRef> found = new LinkedHashSet<>();
        for (ClaimRef claim : claims) {
            if (!claim.isAlwaysPresent() && absenceMakesADifference(filter, claim, claims, predicates)) {
                found.add(claim);
            }
        }
        Optional<ClaimRef> said = FilterAnalysis.appliesByAbsenceOf(filter);
        assertThat(said.isPresent()).isEqualTo(!found.isEmpty());
        said.ifPresent(claim -> assertThat(found).contains(claim));
    }

    private static boolean absenceMakesADifference(
            ClaimFilter filter, ClaimRef absent, List<ClaimRef> claims, Set<Predicate> predicates) {
        List<Claims> contexts = List.of(Claims.builder().build());
        for (ClaimRef claim : claims) {
            if (!claim.equals(absent)) {
                List<Claims> longer = new ArrayList<>();
                contexts.forEach(context -> longer.addAll(withEachValue(context, claim, predicates)));
                contexts = claim.isAlwaysPresent() ? longer : concat(longer, contexts);
            }
        }
        return contexts.stream()
                .filter(context -> filter.evaluate(context) != Outcome.NO)
                .flatMap(context -> withEachValue(context, absent, predicates).stream())
                .anyMatch(full -> filter.evaluate(full) == Outcome.NO);
    }

    private static List<Claims> concat(List<Claims> one, List<Claims> other) {
        List<Claims> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    /** The context with every value that the filter names for the claim, and with one of each type that it does not name. */
    private static List<Claims> withEachValue(Claims context, ClaimRef claim, Set<Predicate> predicates) {
        Set<ClaimValue> values = new LinkedHashSet<>();
        predicates.stream()
                .filter(predicate -> predicate.claim().equals(claim))
                .forEach(predicate -> values.addAll(predicate.values()));
        if (claim.isUuid()) {
            values.add(new ClaimValue.Uuid(SampleNames.PRODUCTION));
        } else {
            values.add(new ClaimValue.Text("not named"));
        }
        if (claim.word().isEmpty()) {
            values.addAll(List.of(new ClaimValue.Whole(77), new ClaimValue.Flag(true), new ClaimValue.Flag(false)));
        }
        return values.stream().map(value -> with(context, claim.name(), value)).toList();
    }

    private static Claims with(Claims context, String name, ClaimValue value) {
        Claims.Builder builder = Claims.builder();
        for (String other : context.names()) {
            switch (context.kind(other)) {
                case TEXT -> builder.text(other, context.text(other).orElseThrow());
                case NUMBER -> builder.number(other, context.number(other).orElseThrow());
                case FLAG -> builder.flag(other, context.flag(other).orElseThrow());
                case ABSENT, LIST, OTHER -> throw new AssertionError(other);
            }
        }
        value.addTo(builder, name);
        return builder.build();
    }
}
