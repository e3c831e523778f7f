package io.github.bitbucketoidc.provider.rules;

import static io.github.bitbucketoidc.core.filter.ClaimFilters.branch;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.environment;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.repository;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.bitbucketoidc.rows.Row;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a grant and a denial that are built in code refuse by themselves. */
class RuleBuildersTest {

    private final Grant.Builder grant =
            Grant.builder("g").when(branch().is("main")).deliver("A", "s:a#a");
    private final Denial.Builder denial =
            Denial.builder("d").when(branch().is("main")).withhold("A");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\n", "a\u200b", "\u001b[31m", "\u202e"})
    @Row("H10")
    void h10NamesAndOwnersHaveNothingThatCannotBeSeen(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.builder(label))
                .withMessageStartingWith("name: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Denial.builder(label))
                .withMessageStartingWith("name: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grant.owner(label))
                .withMessageStartingWith("owner: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> denial.owner(label))
                .withMessageStartingWith("owner: ");
    }

    @Test
    void namesHaveAtMost200Characters() {
        assertThat(Grant.builder("x".repeat(200))).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.builder("x".repeat(201)))
                .withMessage("name: has at most 200 characters");
    }

    @Test
    void aDescriptionSaysSomething() {
        assertThatIllegalArgumentException().isThrownBy(() -> grant.description(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> denial.description(""));
        assertThat(grant.description("line\nline").build().description()).contains("line\nline");
        assertThat(denial.description("why").build().description()).contains("why");
    }

    @Test
    @Row("R11")
    void r11ARuleHasAConditionAndSomethingToDeliverOrWithhold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Grant.builder("g").deliver("A", "s:a").build())
                .withMessageStartingWith("when: ");
        assertThatIllegalStateException()
                .isThrownBy(() -> Grant.builder("g").when(branch().is("main")).build())
                .withMessageStartingWith("deliver: ");
        assertThatIllegalStateException()
                .isThrownBy(() -> Denial.builder("d").withhold("A").build())
                .withMessageStartingWith("when: ");
        assertThatIllegalStateException()
                .isThrownBy(() -> Denial.builder("d").when(branch().is("main")).build())
                .withMessageStartingWith("withhold: ");
    }

    @Test
    void aGrantThatIsRefusedWhenOverdueHasADayOfReview() {
        assertThatIllegalStateException()
                .isThrownBy(() -> grant.refusedWhenOverdue().build())
                .withMessageStartingWith("reviewBy: ");
        Grant reviewed = grant.reviewBy(LocalDate.of(2027, 6, 30)).build();
        assertThat(reviewed.isRefusedWhenOverdue()).isTrue();
        assertThat(reviewed.line()).isZero();
    }

    @Test
    void aGrantThatIsNeverRefusedMayBeReviewedOrNot() {
        assertThat(grant.build().reviewBy()).isEmpty();
        assertThat(grant.reviewBy(LocalDate.of(2027, 6, 30)).build().isRefusedWhenOverdue())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A-B", "A*B*", "A B"})
    @Row("H4")
    void h4VariablesHaveNamesOfVariables(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> grant.deliver(name, "s:a"));
        assertThatIllegalArgumentException().isThrownBy(() -> denial.withhold("B", name));
    }

    @Test
    @Row("R17")
    void r17APathThatIsFilledAsksForWhatFillsIt() {
        assertThat(grant.deliver("B", "s:{workspace}/{repository}/{environment}")
                        .build()
                        .when())
                .isEqualTo(branch().is("main")
                        .and(workspace().isPresent())
                        .and(repository().isPresent())
                        .and(environment().isPresent()));
    }
}
