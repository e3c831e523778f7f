package io.github.bitbucketoidc.provider.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.analysis.FilterAnalysis;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The laws of whole policies, for any policy that is read from its file and the claims of any verified token. */
@Domain(PolicyDomain.class)
@Domain(DomainContext.Global.class)
class PolicyLawsProperties {

    @Property
    void agreesWithAPlainReadingOfThePage(@ForAll RandomPolicy policy, @ForAll Claims claims, @ForAll Instant now) {
        assertThat(PlainDecision.of(PolicyDomain.decide(policy.read(), claims, now)))
                .isEqualTo(PlainDecision.of(policy, claims, now));
    }

    @Property
    void r14OrderNeverMatters(
            @ForAll RandomPolicy policy, @ForAll Random random, @ForAll Claims claims, @ForAll Instant now) {
        List<RandomPolicy.AGrant> grants = new ArrayList<>(policy.grants());
        List<RandomPolicy.ADenial> denials = new ArrayList<>(policy.denials());
        Collections.shuffle(grants, random);
        Collections.shuffle(denials, random);
        assertThat(PlainDecision.of(PolicyDomain.decide(new RandomPolicy(grants, denials).read(), claims, now)))
                .isEqualTo(PlainDecision.of(PolicyDomain.decide(policy.read(), claims, now)));
    }

    @Property
    void r14AddingADenialNeverWidens(
            @ForAll RandomPolicy policy,
            @ForAll RandomPolicy.ADenial added,
            @ForAll Claims claims,
            @ForAll Instant now) {
        assertThat(delivered(policy, claims, now)).containsAll(delivered(policy.with(added), claims, now));
    }

    @Property
    void r15AddingAConditionNeverWidens(
            @ForAll RandomPolicy policy, @ForAll ClaimFilter added, @ForAll Claims claims, @ForAll Instant now) {
        for (RandomPolicy.AGrant grant : policy.grants()) {
            ClaimFilter both = grant.when().and(added);
            if (FilterAnalysis.alternatives(both).isPresent()) {
                RandomPolicy narrower = policy.with(new RandomPolicy.AGrant(
                        grant.name(), both, grant.deliver(), grant.shadow(), grant.reviewBy(), grant.refuse()));
                assertThat(delivered(policy, claims, now)).containsAll(delivered(narrower, claims, now));
            }
        }
    }

    @Property
    void r8r9r10LosingAClaimNeverWidens(
            @ForAll RandomPolicy policy, @ForAll Claims claims, @ForAll Random random, @ForAll Instant now) {
        boolean asksForPresence = policy.grants().stream().anyMatch(grant -> asksForPresence(grant.when()))
                || policy.denials().stream().anyMatch(denial -> asksForPresence(denial.when()));
        if (!asksForPresence) {
            assertThat(delivered(policy, claims, now)).containsAll(delivered(policy, withoutSome(claims, random), now));
        }
    }

    @Property
    void theIndexFindsWhatLookingAtEveryRuleFinds(@ForAll RandomPolicy policy, @ForAll Claims claims) {
        Policy read = policy.read();
        assertThat(read.grantsFor(claims).stream().filter(grant -> applies(grant, claims)))
                .containsExactlyElementsOf(read.grants().values().stream()
                        .filter(grant -> applies(grant, claims))
                        .toList());
        assertThat(read.denialsFor(claims).stream().filter(denial -> applies(denial, claims)))
                .containsExactlyElementsOf(read.denials().values().stream()
                        .filter(denial -> applies(denial, claims))
                        .toList());
    }

    private static boolean applies(Grant grant, Claims claims) {
        return grant.when().evaluate(claims) == Outcome.YES;
    }

    private static boolean applies(Denial denial, Claims claims) {
        return denial.when().evaluate(claims) != Outcome.NO;
    }

    private static boolean asksForPresence(ClaimFilter filter) {
        return filter.toString().contains(" is present") || filter.toString().contains(" is absent");
    }

    private static Set<String> delivered(RandomPolicy policy, Claims claims, Instant now) {
        return PlainDecision.of(PolicyDomain.decide(policy.read(), claims, now))
                .deliveries()
                .keySet();
    }

    private static Claims withoutSome(Claims claims, Random random) {
        Claims.Builder fewer = Claims.builder();
        for (String name : claims.names()) {
            boolean kept = ClaimWord.ofClaim(name)
                    .filter(word -> ClaimRef.of(word).isAlwaysPresent())
                    .isPresent();
            if (kept || random.nextBoolean()) {
                PolicyDomain.copy(claims, name, fewer);
            }
        }
        return fewer.build();
    }
}
