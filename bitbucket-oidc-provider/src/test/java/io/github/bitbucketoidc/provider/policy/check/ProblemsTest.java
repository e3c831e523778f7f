package io.github.bitbucketoidc.provider.policy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What is wrong is told once each, in the order of the file, and not without end. */
class ProblemsTest {

    private final Problems problems =
            new Problems("policy.yaml", position -> position.line() == 2 ? "the line\n^" : "");

    @Test
    void areNoneAtFirst() {
        assertThat(problems.any()).isFalse();
        assertThat(problems.count()).isZero();
        assertThat(problems.enough()).isFalse();
        assertThat(problems.anyOnLine(1)).isFalse();
        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
    }

    @Test
    void areToldInTheOrderOfTheFile() {
        problems.add(new FilePosition(2, 7), "third", "");
        problems.add(new FilePosition(2, 3), "second", "fix it");
        problems.add(new FilePosition(10, 1), "last", "");
        problems.add(new FilePosition(1, 9), "first", "");
        problems.add(new FilePosition(2, 7), "fourth", "");
        assertThat(problems.count()).isEqualTo(5);
        assertThat(problems.toException().report()).isEqualTo("""
                policy.yaml:1:9: first
                policy.yaml:2:3: second
                    the line
                    ^
                  fix: fix it
                policy.yaml:2:7: third
                    the line
                    ^
                policy.yaml:2:7: fourth
                    the line
                    ^
                policy.yaml:10:1: last""");
    }

    @Test
    void areToldOnceEach() {
        problems.add(new FilePosition(1, 1), "wrong", "fix it");
        problems.add(new FilePosition(1, 1), "wrong", "fix it");
        assertThat(problems.count()).isEqualTo(1);
        problems.add(new FilePosition(1, 1), "wrong", "fix it otherwise");
        problems.add(new FilePosition(1, 2), "wrong", "fix it");
        assertThat(problems.toException().problems()).hasSize(3);
    }

    @Test
    void areKnownByTheirLines() {
        problems.add(new FilePosition(3, 1), "wrong", "");
        assertThat(problems.any()).isTrue();
        assertThat(problems.anyOnLine(3)).isTrue();
        assertThat(problems.anyOnLine(2)).isFalse();
    }

    @Test
    void areAThousandAtMostThoseOfTheBeginning() {
        for (int line = 1003; line > 0; line--) {
            assertThat(problems.enough()).isEqualTo(line < 3);
            problems.add(new FilePosition(line, 1), "wrong", "");
        }
        PolicyException refused = problems.toException();
        assertThat(refused.problems()).hasSize(1000);
        assertThat(refused.problems().get(0).line()).isEqualTo(1);
        assertThat(refused.problems().get(999).line()).isEqualTo(1000);
        assertThat(refused.report()).endsWith("policy.yaml:1000:1: wrong\n... and 3 more problems");
    }

    @Test
    void ofAPartBeginWithItsNameAndCountWithThoseOfTheWhole() {
        problems.about("the grant `a`: ").add(FilePosition.NONE, "wrong", "fix it");
        assertThat(problems.count()).isEqualTo(1);
        assertThatThrownBy(problems::throwIfAny).hasMessage("policy.yaml: the grant `a`: wrong\n  fix: fix it");
    }

    @Test
    void showWhatCannotBeSeen() {
        problems.add(FilePosition.NONE, "a\u202eb", "c\nd");
        assertThatThrownBy(problems::throwIfAny).hasMessage("policy.yaml: a\\u{202E}b\n  fix: c\\u{A}d");
    }

    /** A framework prints the message once for each exception that it wraps around this one. */
    @Test
    void areTenLinesInTheMessageAtMostHoweverManyThereAre() {
        for (int line = 1; line <= 30; line++) {
            problems.add(new FilePosition(2, line), "wrong", "fix it");
        }
        PolicyException refused = problems.toException();
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace, true));

        assertThat(refused.getMessage().lines())
                .hasSizeLessThanOrEqualTo(10)
                .last()
                .isEqualTo("... and 28 more problems");
        assertThat(trace.toString().lines()).hasSizeLessThanOrEqualTo(10);
        assertThat(refused.report().lines()).hasSize(120).noneMatch(line -> line.startsWith("..."));
        assertThat(refused.problems()).hasSize(30);
    }

    @Test
    void areAllInTheMessageWhenTheyFit() {
        problems.add(new FilePosition(2, 1), "wrong", "fix it");
        problems.add(new FilePosition(2, 2), "wrong", "fix it");
        problems.add(new FilePosition(1, 1), "wrong", "");
        assertThat(problems.toException().getMessage())
                .isEqualTo(problems.toException().report());
        problems.add(new FilePosition(1, 2), "wrong", "fix it");
        assertThat(problems.toException().getMessage()).endsWith("\n... and 1 more problem");
    }
}
