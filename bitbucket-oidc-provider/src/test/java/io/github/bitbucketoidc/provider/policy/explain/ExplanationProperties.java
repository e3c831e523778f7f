package io.github.bitbucketoidc.provider.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.policy.PolicyDomain;
import io.github.bitbucketoidc.provider.policy.RandomPolicy;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Explanations, for any policy that is read from its file and the claims of any verified token. */
@Domain(PolicyDomain.class)
@Domain(DomainContext.Global.class)
class ExplanationProperties {

    @Property
    void whatIsExplainedIsWhatWasDecided(@ForAll RandomPolicy policy, @ForAll Claims claims, @ForAll Instant now) {
        Decision decision = PolicyDomain.decide(policy.read(), claims, now);
        Explanation explanation = decision.explain();
        Set<String> granted = new TreeSet<>(decision.grants());
        granted.addAll(decision.shadowGrants());
        assertThat(explanation.grants().stream().filter(ExplainedRule::applies).map(ExplainedRule::name))
                .containsExactlyInAnyOrderElementsOf(granted);
        assertThat(explanation.grants().stream().filter(ExplainedRule::lapsed).map(ExplainedRule::name))
                .containsExactlyInAnyOrderElementsOf(decision.lapsed());
        Set<String> denied = new TreeSet<>(decision.denials());
        denied.addAll(decision.shadowDenials());
        assertThat(explanation.denials().stream().filter(ExplainedRule::applies).map(ExplainedRule::name))
                .containsExactlyInAnyOrderElementsOf(denied);
        assertThat(explanation.grants()).allSatisfy(rule -> {
            assertThat(rule.firstDivergence() < 0).isEqualTo(rule.trace().outcome() == Outcome.YES);
            assertThat(rule.trace().outcome() == Outcome.YES).isEqualTo(rule.applies() || rule.lapsed());
        });
    }
}
