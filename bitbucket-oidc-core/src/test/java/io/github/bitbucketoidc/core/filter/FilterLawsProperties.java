package io.github.bitbucketoidc.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import io.github.bitbucketoidc.rows.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The laws of the filter language, for any filter and any claims. */
@Domain(FilterDomain.class)
@Domain(DomainContext.Global.class)
class FilterLawsProperties {

    @Property
    void whatIsPrintedReadsBackEqual(@ForAll ClaimFilter filter) {
        assertThat(ClaimFilter.parse(filter.toString())).isEqualTo(filter).hasToString(filter.toString());
    }

    @Property
    void agreesWithAPlainReadingOfThePage(@ForAll ClaimFilter filter, @ForAll Claims claims) {
        assertThat(filter.evaluate(claims)).isEqualTo(PlainEvaluator.evaluate(filter, claims));
    }

    @Row("R14")
    @Property
    void r14OrderNeverMatters(
            @ForAll @Size(min = 1, max = 5) List<ClaimFilter> filters, @ForAll Random random, @ForAll Claims claims) {
        List<ClaimFilter> shuffled = new ArrayList<>(filters);
        shuffled.add(filters.get(0));
        Collections.shuffle(shuffled, random);
        assertThat(ClaimFilters.allOf(shuffled).evaluate(claims))
                .isEqualTo(ClaimFilters.allOf(filters).evaluate(claims));
        assertThat(ClaimFilters.anyOf(shuffled).evaluate(claims))
                .isEqualTo(ClaimFilters.anyOf(filters).evaluate(claims));
    }

    @Property
    void orderOfValuesNeverMatters(@ForAll Predicate predicate, @ForAll Claims claims) {
        if (predicate.values().size() > 1) {
            List<ClaimValue> reversed = new ArrayList<>(predicate.values());
            Collections.reverse(reversed);
            Predicate same = Operator.IN.about(predicate.claim(), reversed);
            assertThat(same).isEqualTo(predicate);
            assertThat(same.evaluate(claims)).isEqualTo(predicate.evaluate(claims));
        }
    }

    @Property
    void deMorgan(@ForAll ClaimFilter left, @ForAll ClaimFilter right, @ForAll Claims claims) {
        assertThat(left.and(right).negate().evaluate(claims))
                .isEqualTo(left.negate().or(right.negate()).evaluate(claims));
        assertThat(left.or(right).negate().evaluate(claims))
                .isEqualTo(left.negate().and(right.negate()).evaluate(claims));
        assertThat(left.negate().negate().evaluate(claims)).isEqualTo(left.evaluate(claims));
    }

    @Row("R15")
    @Property
    void r15AddingAConditionNeverWidens(@ForAll ClaimFilter filter, @ForAll ClaimFilter added, @ForAll Claims claims) {
        if (filter.and(added).evaluate(claims) == Outcome.YES) {
            assertThat(filter.evaluate(claims)).isEqualTo(Outcome.YES);
        }
    }

    @Property
    void alternativesCannotEscapeWhatStandsBesideThem(
            @ForAll ClaimFilter anchor, @ForAll ClaimFilter one, @ForAll ClaimFilter other, @ForAll Claims claims) {
        ClaimFilter anchored = ClaimFilter.parse(anchor.and(one.or(other)).toString());
        if (anchor.evaluate(claims) != Outcome.YES) {
            assertThat(anchored.evaluate(claims)).isNotEqualTo(Outcome.YES);
        }
    }

    @Property
    void r8r9r10AbsenceSatisfiesNeitherAPredicateNorItsNegation(@ForAll Predicate predicate) {
        Claims nothing = Claims.builder().build();
        Outcome outcome = predicate.evaluate(nothing);
        if (predicate.word().equals("is present")) {
            assertThat(outcome).isEqualTo(Outcome.NO);
        } else if (predicate.word().equals("is absent")) {
            assertThat(outcome).isEqualTo(Outcome.YES);
        } else {
            assertThat(outcome).isEqualTo(Outcome.UNKNOWN);
            assertThat(predicate.negate().evaluate(nothing)).isEqualTo(Outcome.UNKNOWN);
        }
    }

    @Row("C17")
    @Property
    void c17AWrongTypeSatisfiesNeitherAPredicateNorItsNegation(@ForAll Predicate predicate) {
        Claims wrong = Claims.builder().other(predicate.claim().name()).build();
        assertThat(predicate.evaluate(wrong)).isEqualTo(Outcome.UNKNOWN);
        assertThat(predicate.negate().evaluate(wrong)).isEqualTo(Outcome.UNKNOWN);
    }

    @Property
    void claimsThatNoPredicateAsksForDoNotMatter(@ForAll Predicate predicate, @ForAll Claims claims) {
        Claims.Builder alone = Claims.builder();
        String name = predicate.claim().name();
        switch (claims.kind(name)) {
            case ABSENT -> {}
            case TEXT -> alone.text(name, claims.text(name).orElseThrow());
            case LIST -> alone.list(name, claims.list(name));
            case NUMBER -> alone.number(name, claims.number(name).orElseThrow());
            case FLAG -> alone.flag(name, claims.flag(name).orElseThrow());
            case OTHER -> alone.other(name);
        }
        assertThat(predicate.evaluate(alone.build())).isEqualTo(predicate.evaluate(claims));
    }

    @Row("R7")
    @Property
    void r7AnyTextEqualsItselfOnlyWhateverItHolds(@ForAll String one, @ForAll String other) {
        if (one.isEmpty() || !valid(one)) {
            return;
        }
        ClaimFilter filter = ClaimFilter.parse(ClaimFilters.branch().is(one).toString());
        assertThat(filter.evaluate(branch(one))).isEqualTo(Outcome.YES);
        assertThat(filter.evaluate(branch(other))).isEqualTo(one.equals(other) ? Outcome.YES : Outcome.NO);
    }

    private static boolean valid(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static Claims branch(String name) {
        return Claims.builder().text("branchName", name).build();
    }
}
