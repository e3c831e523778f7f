package io.github.bitbucketoidc.threats.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Each operator changes the one place that its names lead to, and nothing else. */
class OperatorTest {

    /** The mutated source compiles, and differs from the original in this alone. */
    private static void assertChanges(String yaml, String from, String to) throws IOException {
        String mutated = Door.mutated(yaml);
        assertThat(Door.SOURCE).as("what the test expects to be there").containsOnlyOnce(from);
        assertThat(mutated).isEqualTo(Door.SOURCE.replace(from, to));
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        ((JavacTask) ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                null,
                                null,
                                problems,
                                List.of("-proc:none"),
                                null,
                                List.of(new SourceText("java/org/example/Door.java", mutated))))
                .analyze();
        assertThat(problems.getDiagnostics())
                .extracting(problem -> problem.getMessage(Locale.ROOT))
                .isEmpty();
    }

    @Test
    void neverKeepsAConditionFromHolding() throws IOException {
        assertChanges("method: Door.open\nnever: MOST", "if (count >= MOST)", "if ((count >= MOST) && false)");
        assertChanges(
                "method: Door.open\nnever: ['>', '1']", "return opened > 1 ?", "return ((opened > 1) && false) ?");
    }

    @Test
    void alwaysMakesAConditionHold() throws IOException {
        assertChanges("method: Door.open\nalways: MOST", "if (count >= MOST)", "if ((count >= MOST) || true)");
    }

    @Test
    void aConditionOfLocalVariablesIsFoundByWhatItIsAbout() throws IOException {
        assertChanges("method: Door.open\nnever: refuse", "if (early)", "if ((early) && false)");
        assertChanges(
                "method: 'check(String, int)'\nnever: IllegalArgumentException",
                "(count < 0)",
                "((count < 0) && false)");
    }

    @Test
    void conditionPutsAnotherInItsPlaceAndInThatOfASwitch() throws IOException {
        assertChanges("method: Door.open\ncondition: MOST\nby: '!$$'", "if (count >= MOST)", "if (!(count >= MOST))");
        assertChanges(
                "method: floor\ncondition: '\"hall\"'\nby: $$.strip()", "switch (name)", "switch ((name).strip())");
    }

    @Test
    void withoutLeavesOneSideOut() throws IOException {
        assertChanges(
                "method: Door.open\nwithout: contains",
                "if (who == null || who.isBlank() || !guests.contains(who))",
                "if ((who == null || who.isBlank()))");
        assertChanges("method: Door.open\nwithout: isBlank", "who == null || who.isBlank() ||", "(who == null) ||");
    }

    @Test
    void withoutLeavesLabelsOut() throws IOException {
        assertChanges("method: floor\nwithout: '\"garage\"'", "case \"cellar\", \"garage\" ->", "case \"cellar\" ->");
    }

    @Test
    void dropRemovesAStatement() throws IOException {
        assertChanges("method: Door.open\ndrop: check", "check(who.trim(), count);", "{}");
        assertChanges("method: Door.open\ndrop: ['+=', opened]", "opened += count;", "{}");
    }

    @Test
    void replaceTakesTheSmallestExpressionAndKnowsItsParts() throws IOException {
        assertChanges("method: Door.open\nreplace: trim\nby: $0", "who.trim()", "who");
        assertChanges(
                "method: Door.open\nreplace: contains\nby: '$0.isEmpty() || $1.length() > 9'",
                "guests.contains(who)",
                "(guests.isEmpty() || who.length() > 9)");
        assertChanges("method: Door.open\nreplace: MOST\nby: 1000", "count >= MOST", "count >= 1000");
        assertChanges("method: Door.open\nreplace: ['+=', opened]\nby: $0 -= $1", "opened += count", "opened -= count");
        assertChanges(
                "method: Door.open\nreplace: '\"unknown\"'\nby: $$ + guests.size()",
                "\"unknown\"",
                "(\"unknown\" + guests.size())");
    }

    @Test
    void signPutsAnotherSign() throws IOException {
        assertChanges("method: Door.open\nsign: ['>=', MOST]\nby: '>'", "count >= MOST", "count > MOST");
        assertChanges("method: Window.open\nsign: '>'\nby: '<'", "who.length() > panes", "who.length() < panes");
    }

    @Test
    void casePutsSomethingElseBehindItsArrow() throws IOException {
        assertChanges("method: floor\ncase: '\"garage\"'\nby: -2", "-> -1;", "-> -2;");
        assertChanges(
                "method: floor\ncase: '\"hall\"'\nby: $$ + 1", "guests.indexOf(name)", "guests.indexOf(name) + 1");
        assertChanges(
                "method: announce\ncase: '\"host\"'\nby: guests.contains($1)",
                "-> throw new IllegalStateException(who);",
                "-> { guests.contains(who); }");
    }

    @Test
    void catchCatchesLess() throws IOException {
        assertChanges(
                "method: announce\ncatch: RuntimeException\nby: IllegalStateException",
                "catch (RuntimeException",
                "catch (IllegalStateException");
    }

    @Test
    void returnsDoesNothingElse() throws IOException {
        assertChanges(
                "method: Window.open\nreturns: true",
                "{\n            return who.length() > panes;\n        }",
                "{ return true; }");
    }

    @Test
    void valueIsWhatAFieldBeginsWith() throws IOException {
        assertChanges("field: MOST\nvalue: 5_000", "MOST = 5;", "MOST = 5_000;");
    }

    @Test
    void modifierOpensAMemberOrSharesAField() throws IOException {
        assertChanges("method: Door\nmodifier: public", "    Door(List", "    public Door(List");
        assertChanges("method: refuse\nmodifier: public", "private static String", "public  static String");
        assertChanges("field: opened\nmodifier: static", "private int opened", "static private int opened");
    }
}
