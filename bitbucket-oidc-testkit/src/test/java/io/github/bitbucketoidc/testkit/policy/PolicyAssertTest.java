package io.github.bitbucketoidc.testkit.policy;

import static io.github.bitbucketoidc.testkit.policy.PolicyAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.policy.Policy;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyAssertTest {

    private static final Instant IN_TIME = Instant.parse("2027-06-30T23:59:59Z");
    private final Policy policy = Samples.policy();

    @Test
    void whatHoldsPasses() {
        assertThat(policy)
                .at(IN_TIME)
                .grants("TOKEN")
                .to(Step.of(policy)
                        .repository("payments")
                        .environment("production")
                        .branch("release/7"))
                .notTo(Step.of(policy)
                        .repository("payments")
                        .environment("production")
                        .branch("release/7/8"))
                .onlyTo("repository is payments and environment is production and branch is present")
                .grants("LEDGER")
                .onlyTo(step -> step.isRepository("ledger"))
                .grants("SHARED")
                .onlyTo("workspace is acme")
                .neverDelivers("TRIAL", "DB_ROOT", "NO_SUCH_VARIABLE")
                .neverDeliversTo("branch like \"wip/**\" and workspace is acme", "TOKEN")
                .neverDeliversTo(step -> step.matches("environment is absent"), "DB_PASSWORD");
    }

    /** Each a rule that is too wide in one claim, and what the search must show. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "branch is \"main\" or branch like \"release/*\" ; branch is \"main\" or branch like \"**\" ; branch",
                "and environment is production and ; and ; payments",
                "environment is production ; environment is present ; environment",
                "repository is payments ; workspace is acme ; repository",
            })
    void whatIsTooWideIsFound(String text, String replacement, String shown) {
        Policy wider = Samples.policy(Samples.RULES.replace(text, replacement));
        assertThatThrownBy(() -> assertThat(wider)
                        .grants("TOKEN")
                        .onlyTo("repository is payments and environment is production"
                                + " and (branch is \"main\" or branch like \"release/*\")"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("this step gets it")
                .hasMessageContaining("by the grants [release]")
                .hasMessageContaining(shown);
    }

    @Test
    void showsTheSimplestStep() {
        assertThatThrownBy(() -> assertThat(policy).grants("TOKEN").onlyTo("branch is \"main\""))
                .hasMessageContaining("workspace acme, repository payments, environment production, branch \"release/");
    }

    @Test
    void whatNobodyGetsShowsNothing() {
        assertThatThrownBy(() -> assertThat(policy).grants("TRIAL").onlyTo("workspace is acme"))
                .hasMessageContaining("none was found");
        assertThatThrownBy(() -> assertThat(policy).grants("TOKN")).hasMessageContaining("misspelt");
    }

    @Test
    void whatIsDeliveredAfterAllIsFound() {
        assertThatThrownBy(() -> assertThat(policy).neverDelivers("db_password"))
                .hasMessageContaining("db_password");
        assertThatThrownBy(() -> assertThat(policy).neverDeliversTo("branch is \"main\"", "TOKEN"))
                .hasMessageContaining("branch \"main\"");
        assertThatThrownBy(() -> assertThat(policy)
                        .grants("TOKEN")
                        .notTo(Step.of(policy)
                                .repository("payments")
                                .environment("production")
                                .branch("main")))
                .hasMessageContaining("Expecting this step not to get TOKEN");
        assertThatThrownBy(() -> assertThat(policy).grants("TOKEN").to(Step.of(policy)))
                .hasMessageContaining("Expecting this step to get TOKEN");
    }

    @Test
    void timeMatters() {
        assertThatThrownBy(() -> assertThat(policy)
                        .at(IN_TIME.plusSeconds(1))
                        .grants("SHARED")
                        .onlyTo("workspace is acme"))
                .hasMessageContaining("overdue");
    }
}
