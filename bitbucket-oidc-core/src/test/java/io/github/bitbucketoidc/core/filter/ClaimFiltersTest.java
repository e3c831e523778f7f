package io.github.bitbucketoidc.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import io.github.bitbucketoidc.rows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fluent spelling, and what cannot be built. */
class ClaimFiltersTest {

    private static final UUID ID = SampleNames.PAYMENTS;

    record Spelling(ClaimFilter filter, String text) {}

    static List<Spelling> spellings() {
        String id = "\"{" + ID + "}\"";
        String other = "\"{" + SampleNames.ACME + "}\"";
        return List.of(
                new Spelling(ClaimFilters.workspace().is(ID), "workspace is " + id),
                new Spelling(ClaimFilters.repository().is(ID.toString()), "repository is " + id),
                new Spelling(
                        ClaimFilters.environment().in(List.of(ID, SampleNames.ACME)),
                        "environment in [" + id + ", " + other + "]"),
                new Spelling(ClaimFilters.pipeline().in(ID.toString()), "pipeline is " + id),
                new Spelling(ClaimFilters.step().isPresent(), "step is present"),
                new Spelling(ClaimFilters.environment().isAbsent(), "environment is absent"),
                new Spelling(ClaimFilters.subject().is("s"), "subject is \"s\""),
                new Spelling(ClaimFilters.subject().in("s", "t"), "subject in [\"s\", \"t\"]"),
                new Spelling(ClaimFilters.audience().has("a"), "audience has \"a\""),
                new Spelling(ClaimFilters.branch().is("main"), "branch is \"main\""),
                new Spelling(ClaimFilters.branch().in(List.of("a", "b")), "branch in [\"a\", \"b\"]"),
                new Spelling(ClaimFilters.branch().like("a*"), "branch like \"a*\""),
                new Spelling(ClaimFilters.branch().isPresent(), "branch is present"),
                new Spelling(ClaimFilters.branch().isAbsent(), "branch is absent"),
                new Spelling(ClaimFilters.claim("x").is(true), "claim \"x\" is true"),
                new Spelling(ClaimFilters.claim("x").is(-3), "claim \"x\" is -3"),
                new Spelling(ClaimFilters.claim("x").in(3, 4, 3), "claim \"x\" in [3, 4]"),
                new Spelling(ClaimFilters.claim("x").in("a", "b"), "claim \"x\" in [\"a\", \"b\"]"),
                new Spelling(ClaimFilters.not(ClaimFilters.branch().is("a")), "not branch is \"a\""),
                new Spelling(
                        ClaimFilters.branch().is("a").and(ClaimFilters.branch().is("b")),
                        "branch is \"a\" and branch is \"b\""),
                new Spelling(
                        ClaimFilters.branch().is("a").or(ClaimFilters.branch().is("b")),
                        "branch is \"a\" or branch is \"b\""));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void fluentAndTextAreSpellingsOfOneTree(Spelling spelling) {
        assertThat(spelling.filter())
                .hasToString(spelling.text())
                .isEqualTo(ClaimFilter.parse(spelling.text()))
                .hasSameHashCodeAs(ClaimFilter.parse(spelling.text()));
    }

    static List<ThrowingCallable> empties() {
        return List.of(
                () -> ClaimFilters.allOf(),
                () -> ClaimFilters.anyOf(),
                () -> ClaimFilters.allOf(List.of()),
                () -> ClaimFilters.branch().in(),
                () -> ClaimFilters.repository().in(List.of()),
                () -> ClaimFilters.claim("x").in(new long[0]),
                () -> ClaimFilters.branch().is(""),
                () -> ClaimFilters.branch().in("a", ""),
                () -> ClaimFilters.branch().like(""),
                () -> ClaimFilters.audience().has(""),
                () -> ClaimFilters.subject().is(""),
                () -> ClaimFilters.claim(""),
                () -> ClaimFilters.repository().is(""));
    }

    @Row("R11")
    @ParameterizedTest
    @MethodSource("empties")
    @DisplayName("R11 nothing empty can be said")
    void r11RefusesWhatIsEmpty(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call);
    }

    @Row("C14")
    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "production", "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7"})
    @DisplayName("C14 a UUID is written in full")
    void c14RefusesWhatIsNoUuid(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimFilters.repository().is(text))
                .withMessageContaining("is not a UUID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"branchName", "branch", "sub", "aud", "workspaceUuid", "deploymentEnvironmentUuid"})
    void refusesAClaimThatHasAWord(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimFilters.claim(name))
                .withMessageContaining("write `");
    }

    @Row("C3")
    @Test
    @DisplayName("C3 half a surrogate pair is no text")
    void c3RefusesInvalidUnicode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimFilters.branch().is("a\uD800"));
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimFilters.claim("\uDC00"));
    }

    @Test
    void namesWhatIsNull() {
        assertThatNullPointerException().isThrownBy(() -> ClaimFilters.branch().like(null));
        assertThatNullPointerException()
                .isThrownBy(() -> ClaimFilters.not(null))
                .withMessage("filter");
        assertThatNullPointerException()
                .isThrownBy(() -> ClaimFilters.repository().is((UUID) null))
                .withMessage("value");
        assertThatNullPointerException().isThrownBy(() -> ClaimFilters.allOf((ClaimFilter) null));
        assertThatNullPointerException()
                .isThrownBy(() -> ClaimFilter.parse(null))
                .withMessage("text");
    }

    @Nested
    class NormalForm {

        private final ClaimFilter one = ClaimFilters.branch().is("a");
        private final ClaimFilter two = ClaimFilters.branch().is("b");

        @Test
        void isFlat() {
            assertThat(one.and(two).and(one))
                    .isEqualTo(ClaimFilters.allOf(one, two, one))
                    .isEqualTo(one.and(two.and(one)));
            assertThat(one.or(two.or(one))).isEqualTo(ClaimFilters.anyOf(one, two, one));
            assertThat(ClaimFilters.allOf(one)).isEqualTo(one);
            assertThat(ClaimFilters.anyOf(List.of(one))).isEqualTo(one);
        }

        @Test
        void cannotBeGoneRound() {
            ClaimFilter both = one.and(two);
            refuses(() -> new Condition.And(List.of(one.condition())));
            refuses(() -> new Condition.And(List.of(one.condition(), both.condition())));
            refuses(() -> new Condition.Or(List.of(one.condition(), one.or(two).condition())));
            ClaimRef branch = ClaimRef.of(ClaimWord.BRANCH);
            ClaimValue a = new ClaimValue.Text("a");
            refuses(() -> Operator.IN.about(branch, List.of()));
            refuses(() -> Operator.IN.about(ClaimRef.named("x"), List.of(a, new ClaimValue.Whole(1))));
            refuses(() -> Operator.IN.about(ClaimRef.of(ClaimWord.AUDIENCE), List.of(a, new ClaimValue.Text("b"))));
            refuses(() -> Operator.IS.about(branch, List.of(new ClaimValue.Whole(1))))
                    .withMessage("branch is never 1");
            refuses(() -> Operator.IS.about(ClaimRef.named("x"), List.of(new ClaimValue.Uuid(ID))));
            refuses(() -> Operator.IS.about(ClaimRef.of(ClaimWord.AUDIENCE), List.of(a)))
                    .withMessage("audience takes `has`, not `is`");
            refuses(() -> Operator.LIKE.about(ClaimRef.of(ClaimWord.STEP), List.of(a)))
                    .withMessage("step takes `is`, `in`, `is present` or `is absent`, not `like`");
            refuses(() -> Operator.LIKE.about(branch, List.of(a, a)));
            refuses(() -> Operator.PRESENT.about(ClaimRef.of(ClaimWord.AUDIENCE), List.of()));
            refuses(() -> Operator.ABSENT.about(ClaimRef.of(ClaimWord.SUBJECT), List.of()));
            refuses(() -> Operator.HAS.about(ClaimRef.of(ClaimWord.AUDIENCE), List.of(new ClaimValue.Text(""))));
        }

        private ThrowableAssertAlternative<IllegalArgumentException> refuses(ThrowingCallable call) {
            return assertThatIllegalArgumentException().isThrownBy(call);
        }

        @Test
        void keepsTheOrderOfValuesButDoesNotCompareIt() {
            List<ClaimValue> values = new ArrayList<>(List.of(new ClaimValue.Text("b"), new ClaimValue.Text("a")));
            ClaimFilter in = ClaimFilter.of(Operator.IN.about(ClaimRef.of(ClaimWord.BRANCH), values));
            values.clear();
            assertThat(in)
                    .hasToString("branch in [\"b\", \"a\"]")
                    .isEqualTo(ClaimFilters.branch().in("a", "b"));
        }
    }
}
