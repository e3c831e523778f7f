package io.github.bitbucketoidc.provider.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy would decide for claims that somebody wrote down. */
class SimulationTest {

    private final Policy policy = Sample.policy("""
            grants:
              upload: { when: repository is payments, deliver: { HUB: "local:{repository}/hub" } }
            """);

    private static Claims claims(Map<String, String> step) {
        Claims.Builder claims = Claims.builder();
        step.forEach(claims::text);
        return claims.build();
    }

    @Test
    void decidesAsForAToken() {
        Decision decision = policy.simulate(claims(Sample.step()), Sample.NOW);
        assertThat(decision.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.variable()).isEqualTo("HUB");
            assertThat(delivery.secret()).hasToString(Sample.PAYMENTS + "/hub");
        });
        assertThat(policy.simulate(claims(Sample.step("repositoryUuid", "{" + Sample.BILLING + "}")), Sample.NOW)
                        .deliveries())
                .isEmpty();
    }

    @Test
    void refusesClaimsThatNoTokenCouldHave() {
        for (String claim : new String[] {"workspaceUuid", "repositoryUuid", "stepUuid"}) {
            Claims missing = claims(Sample.stepWithout(claim));
            assertThatThrownBy(() -> policy.simulate(missing, Sample.NOW))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(claim);
            Claims malformed = claims(Sample.step(claim, "1-1-1-1-1"));
            assertThatThrownBy(() -> policy.simulate(malformed, Sample.NOW))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(claim);
        }
        Claims elsewhere = claims(Sample.step("workspaceUuid", "{" + Sample.BILLING + "}"));
        assertThatThrownBy(() -> policy.simulate(elsewhere, Sample.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accepts no tokens of the workspace " + Sample.BILLING);
    }

    @Test
    void itsWordsReadConditionsAsItsFileDoes() {
        assertThat(policy.grants().get("upload").when())
                .hasToString(
                        ClaimFilter.parse("repository is payments", policy.aliases()) + " and repository is present");
        assertThat(policy.aliases().names(ClaimWord.REPOSITORY)).containsExactlyInAnyOrder("payments", "billing");
        assertThat(policy.aliases().names(ClaimWord.WORKSPACE)).containsExactly("acme");
    }
}
