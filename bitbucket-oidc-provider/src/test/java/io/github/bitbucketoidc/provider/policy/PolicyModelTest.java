package io.github.bitbucketoidc.provider.policy;

import static io.github.bitbucketoidc.provider.policy.Sample.decide;
import static io.github.bitbucketoidc.provider.policy.Sample.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.names.NamePattern;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a policy says of itself is what its file says. */
class PolicyModelTest {

    private final Policy policy = Sample.policy("""
            grants:
              full:
                when: repository is payments
                owner: platform
                description: for the release
                review-by: 2026-11-20
                deliver: { "HUB_*": local:hub, TOKEN: "local:token#value" }
              plain:
                when: branch is "main"
                unpinned: true
                deliver: { OTHER: "local:other#value" }
            denials:
              freeze:
                when: branch is "frozen"
                when-absent: withhold
                owner: security
                description: nothing leaves
                withhold: [ "HUB_*", TOKEN ]
              elsewhere:
                when: repository is billing
                withhold: [ NEVER ]
            """);

    @Test
    void ofItsGrants() {
        Grant full = policy.grants().get("full");
        Grant plain = policy.grants().get("plain");
        assertThat(full.owner()).contains("platform");
        assertThat(full.description()).contains("for the release");
        assertThat(full.isUnpinned()).isFalse();
        assertThat(full).hasToString("full: " + full.when());
        assertThat(plain.owner()).isEmpty();
        assertThat(plain.description()).isEmpty();
        assertThat(plain.isUnpinned()).isTrue();
    }

    @Test
    void ofItsDenials() {
        Denial freeze = policy.denials().get("freeze");
        Denial elsewhere = policy.denials().get("elsewhere");
        assertThat(freeze.owner()).contains("security");
        assertThat(freeze.description()).contains("nothing leaves");
        assertThat(freeze.withhold()).containsExactly("HUB_*", "TOKEN");
        assertThat(freeze.withholdsWhenAbsent()).isTrue();
        assertThat(freeze).hasToString("freeze: " + freeze.when());
        assertThat(elsewhere.owner()).isEmpty();
        assertThat(elsewhere.description()).isEmpty();
        assertThat(elsewhere.withholdsWhenAbsent()).isFalse();
    }

    @Test
    void ofTheRest() {
        assertThat(policy.stores()).containsOnlyKeys("local");
        assertThat(policy.workspaces())
                .singleElement()
                .satisfies(workspace -> assertThat(workspace.slug()).isEqualTo("acme"));
        assertThat(policy.toString()).contains("2 grants", "2 denials");
    }

    @Test
    void ofADecision() {
        Decision decision = decide(policy, step("branchName", "topic"));
        assertThat(decision.overdue()).containsExactly("full");
        assertThat(decision.toString()).contains("full");
        assertThat(decision.deliveries())
                .filteredOn(DecidedDelivery::isWildcard)
                .extracting(DecidedDelivery::variable)
                .containsExactly("HUB_*");
        assertThat(new DecidedDelivery(
                                "*",
                                "local",
                                decision.deliveries().get(0).secret(),
                                Optional.empty(),
                                List.of("full"),
                                List.of(),
                                true)
                        .isWildcard())
                .isTrue();
    }

    @Row("R17")
    @Test
    void r17APathOfOneStepIsNeverThatOfAnother() {
        Policy perRepository = Sample.policy("""
                grants:
                  own:
                    when: repository is payments or repository is billing
                    deliver: { A: "local:ci/{repository}#a", B: "local:shared#b" }
                """);
        for (String repository : new String[] {Sample.PAYMENTS, Sample.BILLING, Sample.PAYMENTS}) {
            assertThat(decide(perRepository, step("repositoryUuid", "{" + repository + "}"))
                            .deliveries())
                    .extracting(delivery -> delivery.secret().toString())
                    .containsExactly("ci/" + repository, "shared");
        }
    }

    @Test
    void whatIsTheSameForEveryStepIsMadeOnce() {
        assertThat(decide(policy, step("branchName", "topic")).deliveries().get(0))
                .isSameAs(
                        decide(policy, step("branchName", "other")).deliveries().get(0));
    }

    @Test
    void patternsOfNames() {
        NamePattern hub = NamePattern.of("HUB_*_ID");
        assertThat(hub.matches("hub_x_id")).isTrue();
        assertThat(hub.matches("HUB__ID")).isTrue();
        assertThat(hub.matches("HUB_ID")).isFalse();
        assertThat(hub.matches("HUB_X")).isFalse();
        assertThat(hub).hasToString("HUB_*_ID");
        assertThat(NamePattern.of("*").matches("ANY")).isTrue();
        assertThat(NamePattern.of("*").matches("")).isTrue();
        assertThat(NamePattern.of("TOKEN")).hasToString("TOKEN");
        assertThat(NamePattern.of("TOKEN").matches("TOKENS")).isFalse();
        assertThat(NamePattern.of("TOKEN").matches("Token")).isTrue();
    }
}
