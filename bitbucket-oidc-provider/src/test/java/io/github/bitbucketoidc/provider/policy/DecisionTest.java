package io.github.bitbucketoidc.provider.policy;

import static io.github.bitbucketoidc.provider.policy.Sample.decide;
import static io.github.bitbucketoidc.provider.policy.Sample.policy;
import static io.github.bitbucketoidc.provider.policy.Sample.step;
import static io.github.bitbucketoidc.provider.policy.Sample.stepWithout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.rows.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static List<String> variables(Decision decision) {
        return decision.deliveries().stream().map(DecidedDelivery::variable).toList();
    }

    @Nested
    class Grants {

        private final Policy policy = policy("""
                grants:
                  upload:
                    when: repository is payments and environment is production and branch is "main"
                    deliver: { HUB_ID: local:hub#id, HUB_SECRET: "local:hub@7#secret" }
                  develop:
                    when: repository is payments and not branch is "main"
                    deliver: { DEV_TOKEN: local:dev#token }
                """);

        @Test
        void theReleaseStepGetsItsSecrets() {
            Decision decision = decide(policy, step());
            assertThat(decision.deliveries().toString())
                    .isEqualTo("[DecidedDelivery[variable=HUB_ID, store=local, secret=hub, field=Optional[id],"
                            + " grants=[upload], only=[], anyName=false], DecidedDelivery[variable=HUB_SECRET, store=local, secret=hub@7,"
                            + " field=Optional[secret], grants=[upload], only=[], anyName=false]]");
            assertThat(decision.policyDigest()).matches("[0-9a-f]{64}").isEqualTo(policy.digest());
        }

        @Row("R8")
        @Test
        @DisplayName("R8 without a branch neither `is` nor `not ... is` applies")
        void r8AbsenceOfTheBranchSatisfiesNothing() {
            assertThat(variables(decide(policy, stepWithout("branchName")))).isEmpty();
        }

        @Row("R9")
        @Test
        @DisplayName("R9 a missing, empty or \"null\" environment is not production")
        void r9AbsenceOfTheEnvironmentSatisfiesNothing() {
            assertThat(variables(decide(policy, stepWithout("deploymentEnvironmentUuid"))))
                    .isEmpty();
            assertThat(variables(decide(policy, step("deploymentEnvironmentUuid", ""))))
                    .isEmpty();
            assertThat(variables(decide(policy, step("deploymentEnvironmentUuid", "null"))))
                    .isEmpty();
        }

        @Row({"R19", "R6"})
        @Test
        @DisplayName("R6 R19 another branch of the same repository gets what it may have and no more")
        void r19AnotherBranchGetsOnlyItsOwn() {
            for (String branch :
                    List.of("refs/heads/main", "MAIN", "main-evil", "main/evil", "main\u200B", "main\u0085")) {
                assertThat(variables(decide(policy, step("branchName", branch))))
                        .containsExactly("DEV_TOKEN");
            }
        }

        @Row("R20")
        @Test
        @DisplayName("R20 another repository gets nothing, whatever its name")
        void r20AnotherRepositoryGetsNothing() {
            assertThat(variables(decide(policy, step("repositoryUuid", "{" + Sample.BILLING + "}"))))
                    .isEmpty();
        }

        @Test
        void twoGrantsOfTheSameSecretDeliverItOnce() {
            Policy twice = policy("""
                    grants:
                      one: { when: repository is payments, deliver: { HUB_ID: local:hub#id } }
                      two: { when: workspace is acme, deliver: { HUB_ID: local:hub#id } }
                    """);
            assertThat(decide(twice, step()).deliveries())
                    .singleElement()
                    .satisfies(delivery -> assertThat(delivery.grants()).containsExactly("one", "two"));
        }
    }

    @Row("R1")
    @Test
    @DisplayName("R1 the subject takes no pattern, and one without an environment is none of production")
    void r1NoPatternReachesAcrossTheSubject() {
        String glob =
                "grants: { a: { when: 'repository is payments and subject like \"{*}:*\"', deliver: { A: local:a } } }";
        assertThatThrownBy(() -> policy(glob))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("subject");
        Policy exact = policy("""
                grants:
                  production: { when: repository is payments and environment is production, deliver: { A: local:a } }
                """);
        Map<String, String> withoutEnvironment = stepWithout("deploymentEnvironmentUuid");
        withoutEnvironment.put("sub", "{" + Sample.PAYMENTS + "}:{" + Sample.PRODUCTION + "}");
        assertThat(variables(decide(exact, withoutEnvironment))).isEmpty();
        assertThat(variables(decide(exact, step()))).containsExactly("A");
    }

    @Row("R17")
    @Test
    @DisplayName("R17 paths are filled with bare UUIDs of claims, and the claim must be there")
    void r17PathsAreFilledWithUuids() {
        Policy policy = policy("""
                grants:
                  own:
                    when: branch is "main"
                    deliver: { "*": { from: "local:{workspace}/{repository}/{environment}/env", any-name: true } }
                """);
        assertThat(decide(policy, step()).deliveries())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.secret().toString())
                        .isEqualTo(Sample.ACME + "/" + Sample.PAYMENTS + "/" + Sample.PRODUCTION + "/env"));
        assertThat(decide(policy, stepWithout("deploymentEnvironmentUuid")).grants())
                .isEmpty();
    }

    @Nested
    class Denials {

        private final Policy policy = policy("""
                grants:
                  upload:
                    when: repository is payments
                    deliver: { HUB_ID: local:hub#id, DB_USER: local:db#user, "DB_*": local:more, "X_*": local:x }
                denials:
                  database: { when: branch is "main", withhold: ["db_*"], when-absent: withhold }
                  tokens: { when: repository is payments, withhold: [X_TOKEN] }
                """);

        @Row("R14")
        @Test
        @DisplayName("R14 a denial wins over every grant")
        void r14DenialWins() {
            Decision decision = decide(policy, step());
            assertThat(variables(decision)).containsExactly("HUB_ID", "X_*");
            assertThat(decision.withheld())
                    .extracting(DecidedDelivery::variable)
                    .containsExactly("DB_USER", "DB_*");
            assertThat(decision.denials()).containsExactly("database", "tokens");
        }

        @Row("R10")
        @Test
        @DisplayName("R10 a denial applies on UNKNOWN, too")
        void r10DenialAppliesOnUnknown() {
            assertThat(variables(decide(policy, stepWithout("branchName")))).doesNotContain("DB_USER");
            assertThat(variables(decide(policy, step("branchName", "develop")))).contains("DB_USER");
        }

        @Row("H4")
        @Test
        @DisplayName("H4 withholding ignores letter case")
        void h4WithholdingIgnoresLetterCase() {
            Decision decision = decide(policy, step());
            assertThat(decision.withholds("x_token")).isTrue();
            assertThat(decision.withholds("X_Token")).isTrue();
            assertThat(decision.withholds("X_OTHER")).isFalse();
            assertThat(decision.withholds("DB_ANYTHING")).isTrue();
        }
    }

    @Test
    void whatIsInShadowIsNamedAndHasNoEffect() {
        Policy policy = policy("""
                grants:
                  live: { when: repository is payments, deliver: { HUB_ID: local:hub#id } }
                  tried: { when: repository is payments, deliver: { HUB_ID: local:other#id }, mode: shadow }
                denials:
                  freeze: { when: repository is payments, withhold: ["*"], mode: shadow }
                """);
        Decision decision = decide(policy, step());
        assertThat(variables(decision)).containsExactly("HUB_ID");
        assertThat(decision.grants()).containsExactly("live");
        assertThat(decision.shadowGrants()).containsExactly("tried");
        assertThat(decision.shadowDenials()).containsExactly("freeze");
        assertThat(decision.withholds("HUB_ID")).isFalse();
    }

    @Nested
    class Reviews {

        private final Policy policy = policy("""
                grants:
                  loud: { when: repository is payments, deliver: { A: local:a#x }, review-by: 2027-06-30 }
                  strict: { when: repository is payments, deliver: { B: local:b#x }, review-by: 2027-06-30, overdue: refuse }
                """);

        @Test
        void theWholeLastDayCounts() {
            Decision decision = decide(policy, step(), Instant.parse("2027-06-30T23:59:59.999Z"));
            assertThat(variables(decision)).containsExactly("A", "B");
            assertThat(decision.overdue()).isEmpty();
        }

        @Test
        void fromMidnightInUtcAnOverdueGrantIsNamedAndAStrictOneStops() {
            Decision decision = decide(policy, step(), Instant.parse("2027-07-01T00:00:00Z"));
            assertThat(variables(decision)).containsExactly("A");
            assertThat(decision.overdue()).containsExactly("loud", "strict");
            assertThat(decision.lapsed()).containsExactly("strict");
        }

        @Test
        void anOldDecisionIsNotTouchedByALaterOne() {
            Decision before = decide(policy, step(), Instant.parse("2027-06-30T00:00:00Z"));
            decide(policy, step(), Instant.parse("2027-07-01T00:00:00Z"));
            assertThat(before.overdue()).isEmpty();
        }
    }
}
