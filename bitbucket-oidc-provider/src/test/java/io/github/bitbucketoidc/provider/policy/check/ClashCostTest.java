package io.github.bitbucketoidc.provider.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.policy.check.ClashCheck.Entry;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many pairs of grants are held against each other: what cannot meet is never compared, and no file makes a reader wait. */
class ClashCostTest {

    private static final long PLENTY = 1_000_000_000;

    @Test
    void aFewAreComparedEachWithEach() {
        assertThat(compared(conditions(8, ClashCostTest::repository))).isEqualTo(8 * 7 / 2);
        assertThat(compared(conditions(9, ClashCostTest::repository))).isZero();
    }

    @Test
    void grantsOfDifferentRepositoriesAreNotCompared() {
        assertThat(compared(conditions(5000, ClashCostTest::repository))).isZero();
        assertThat(compared(conditions(400, i -> repository(i / 20) + " and branch is \"" + i % 20 + "\"")))
                .isZero();
    }

    @Test
    void thoseOfOneRepositoryAre() {
        assertThat(compared(conditions(100, i -> repository(i / 10)))).isEqualTo(10 * (10 * 9 / 2));
        assertThat(compared(conditions(100, i -> repository(0)))).isEqualTo(100 * 99 / 2);
    }

    @Test
    void thoseThatAskForNoRepositoryAreComparedWithAll() {
        List<String> conditions = new ArrayList<>(conditions(1000, ClashCostTest::repository));
        conditions.addAll(500, conditions(5, i -> "branch is present"));
        assertThat(compared(conditions)).isEqualTo(5 * 4 / 2 + 5 * 1000);
    }

    @Test
    void theClaimThatTellsMostApartIsTakenFirst() {
        assertThat(compared(conditions(100, i -> repository(i / 50) + " and branch is \"" + i % 50 + "\"")))
                .isEqualTo(50);
        assertThat(compared(conditions(100, i -> "branch is \"" + i % 50 + "\" and " + repository(i / 50))))
                .isEqualTo(50);
        // Only 20 of 100 ask for a branch, all for one of four repositories.
        assertThat(compared(conditions(100, i -> repository(i % 4) + (i < 20 ? " and branch is \"" + i + "\"" : ""))))
                .isLessThanOrEqualTo(4 * (25 * 24 / 2));
    }

    @Test
    void aClaimThatTellsHardlyAnyApartIsNotWorthIt() {
        assertThat(compared(conditions(100, i -> repository(Math.max(0, i - 95)))))
                .isEqualTo(100 * 99 / 2);
        assertThat(compared(conditions(100, i -> repository(Math.max(0, i - 89)))))
                .isEqualTo(90 * 89 / 2);
    }

    @Test
    void noFileMakesAReaderWait() {
        ClashGroup.Budget budget = new ClashGroup.Budget();
        search(budget, conditions(3000, i -> "branch is present"), "x");
        assertThat(budget.isSpent()).isTrue();
        assertThat(budget.left()).as("it ends there").isGreaterThan(-100);
    }

    @Test
    void manyAlternativesCountAsMany() {
        String any = IntStream.range(0, 16)
                .mapToObj(ClashCostTest::repository)
                .reduce((a, b) -> a + " or " + b)
                .orElseThrow();
        String others = any.replace("00000000-0000-0001", "00000000-0000-0002");
        ClashGroup.Budget budget = new ClashGroup.Budget(PLENTY);
        search(budget, List.of(any, others), "x", "y");
        assertThat(PLENTY - budget.left()).isEqualTo(1 + 16 * 16);
    }

    @Test
    void aBudgetIsSpentWhenNothingIsLeft() {
        assertThat(new ClashGroup.Budget(1).isSpent()).isFalse();
        assertThat(new ClashGroup.Budget(0).isSpent()).isTrue();
        assertThat(new ClashGroup.Budget().isSpent()).isFalse();
    }

    /** All of them name the same secret, so that nothing clashes and each pair costs one. */
    private static long compared(List<String> conditions) {
        ClashGroup.Budget budget = new ClashGroup.Budget(PLENTY);
        search(budget, conditions, "x");
        return PLENTY - budget.left();
    }

    private static void search(ClashGroup.Budget budget, List<String> conditions, String... secrets) {
        List<Entry> entries = new ArrayList<>();
        for (String condition : conditions) {
            int ordinal = entries.size();
            Grant grant = Grant.builder("g" + ordinal)
                    .when(ClaimFilter.parse(condition))
                    .deliver("NAME", "local:" + secrets[ordinal % secrets.length])
                    .build();
            entries.add(new Entry(grant, grant.deliveries().get(0), FilePosition.NONE, ordinal));
        }
        new ClashGroup(budget, (earlier, later) -> {}).search(entries);
    }

    private static List<String> conditions(int count, IntFunction<String> condition) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(condition::apply).toList();
    }

    private static String repository(int number) {
        return "repository is \"{" + new UUID(1, number) + "}\"";
    }
}
