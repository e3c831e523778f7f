package io.github.bitbucketoidc.threats.mutation;

import static io.github.bitbucketoidc.threats.mutation.Door.mutated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A mutant is found by names that outlive a rename inside a method; what leads nowhere, or to two places, is said. */
class MutantTest {

    private static void assertRefused(String yaml, String... parts) {
        assertThatThrownBy(() -> mutated(yaml))
                .as(yaml)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("fix:");
    }

    @Test
    void survivesARenamedLocalVariableAndAnotherLayout() {
        for (String yaml : new String[] {
            "method: Door.open\nnever: MOST",
            "method: Door.open\nnever: refuse",
            "method: Door.open\nwithout: isBlank",
            "method: Door.open\nreplace: trim\nby: $0",
            "method: Door.open\nreplace: contains\nby: $0.isEmpty() == $1.isEmpty()",
        }) {
            String renamed = Door.SOURCE
                    .replace("who", "visitor")
                    .replace("early", "soon")
                    .replace("count", "number");
            assertThat(mutated(yaml, renamed))
                    .as(yaml)
                    .isEqualTo(mutated(yaml)
                            .replace("who", "visitor")
                            .replace("early", "soon")
                            .replace("count", "number"));
            String wrapped = Door.SOURCE.replace(" || ", "\n                || ");
            assertThat(mutated(yaml, wrapped)).as(yaml).isNotEqualTo(wrapped);
        }
    }

    @Test
    void saysWhatIsThereWhenNothingHasTheName() {
        assertRefused(
                "method: Door.open\nnever: LEAST",
                "Door, method `Door.open`",
                "no condition names LEAST",
                "line 18: (count >= MOST)");
        assertRefused("method: Door.open\nwithout: LEAST", "no side of && or || names LEAST", "who.isBlank()");
        assertRefused("method: Door.open\ndrop: LEAST", "no statement names LEAST", "check(who.trim(), count);");
        assertRefused("method: Door.open\nreplace: LEAST\nby: 1", "no expression names LEAST", "who.trim()");
        assertRefused("method: floor\ncase: '\"attic\"'\nby: 1", "no case names \"attic\"", "case \"hall\"");
        assertRefused("method: Door.open\nsign: '<='\nby: '<'", "no sign names <=", "count >= MOST");
        assertRefused("method: announce\ncatch: Error\nby: Error", "no catch names Error", "catch (RuntimeException");
        assertRefused("method: refuse\nnever: LEAST", "There is: none");
    }

    @Test
    void saysWhichThereAreWhenSeveralHaveTheName() {
        assertRefused(
                "method: Door.open\nreplace: opened\nby: 1",
                "the expression that names opened is ambiguous",
                "line 21: opened",
                "line 26: opened",
                "line 27: opened");
    }

    @Test
    void knowsNoLocalVariables() {
        assertRefused(
                "method: Door.open\nnever: early",
                "no condition names early",
                "Local variables count as no names: [early]");
        assertRefused("method: Door.open\nreplace: trim\nby: who", "names the local variable `who`", "$0");
        assertThat(mutated("method: Door.open\nreplace: trim\nby: '\"who\"'")).contains("check((\"who\"), count)");
    }

    @Test
    void findsTheMethodAmongThoseOfOneName() {
        assertThat(mutated("method: Window.open\nreturns: true")).contains("return true;");
        assertThat(mutated("method: 'check(String)'\ndrop: check")).contains("check(String who) {\n        {}");
        assertThat(mutated("method: 'Door.open(String, int)'\nnever: MOST")).contains("&& false");
        assertRefused("method: open\nnever: MOST", "several `open`", "Door.open(String, int); Window.open(String)");
        assertRefused("method: check\nnever: MOST", "several `check`", "Door.check(String); Door.check(String, int)");
    }

    @Test
    void saysWhichMembersThereAreWhenNoneHasTheName() {
        assertRefused("method: shut\nnever: MOST", "no method `shut`", "Door.refuse(String)", "Window.open(String)");
        assertRefused("method: 'refuse(int)'\nnever: MOST", "no method `refuse(int)`", "Door.refuse(String)");
        assertRefused("field: LEAST\nvalue: 1", "no field `LEAST`", "Door.MOST", "Window.panes");
    }

    @Test
    void wantsExactlyOneOperatorAndWhatBelongsToIt() {
        assertRefused("method: floor", "0 operators", "never, always, condition");
        assertRefused("method: floor\nnever: MOST\nalways: MOST", "2 operators");
        assertRefused("never: MOST", "no method and no field");
        assertRefused("method: floor\nfield: MOST\nnever: MOST", "or both");
        assertRefused("method: floor\nreplace: MOST", "[by, in, method, replace]");
        assertRefused("method: floor\nnever: MOST\nby: 1", "[in, method, never]");
    }

    @Test
    void refusesWhatChangesNothing() {
        assertRefused("field: MOST\nvalue: 5", "Door.MOST: value 5", "changes nothing");
        assertRefused("method: Door.open\nreplace: trim\nby: $0.trim().$2", "no $2");
        assertRefused("field: opened\nvalue: 5", "no initial value");
        assertRefused("field: MOST\nreturns: 5", "only a method returns");
    }
}
