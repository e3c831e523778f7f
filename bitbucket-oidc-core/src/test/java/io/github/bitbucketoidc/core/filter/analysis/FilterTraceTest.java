package io.github.bitbucketoidc.core.filter.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.Marked;
import io.github.bitbucketoidc.core.filter.SampleNames;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import io.github.bitbucketoidc.rows.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTraceTest {

    private static FilterTrace trace(String filter, Claims claims) {
        return FilterTrace.of(ClaimFilter.parse(filter, SampleNames.aliases()), claims);
    }

    @Test
    void showsEveryPredicateWithWhatItExpectedAndFound() {
        Claims claims = Claims.builder()
                .text("branchName", "dev")
                .number("n", 5)
                .list("aud", List.of("a", "b"))
                .flag("f", true)
                .other("o")
                .build();
        FilterTrace trace = trace(
                "environment is present or not (branch is \"main\" and claim \"n\" in [5, 6]) and audience has \"c\" and claim \"f\" is false"
                        + " and claim \"o\" like \"*\"",
                claims);
        assertThat(trace.predicates())
                .extracting(p -> p.predicate().claim() + " | " + p.expected() + " | " + p.actual() + " | " + p.negated()
                        + " | " + p.outcome() + " | " + p.isMet())
                .containsExactly(
                        "environment | is present | absent | false | NO | false",
                        "branch | is \"main\" | \"dev\" | true | NO | true",
                        "claim \"n\" | in [5, 6] | 5 | true | YES | false",
                        "audience | has \"c\" | [\"a\", \"b\"] | false | NO | false",
                        "claim \"f\" | is false | true | false | NO | false",
                        "claim \"o\" | like \"*\" | a value of another type | false | UNKNOWN | false");
        assertThat(trace.outcome()).isEqualTo(Outcome.NO);
        assertThat(trace.filter().evaluate(claims)).isEqualTo(trace.outcome());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
            branch is "main" and environment is present;                             environment is present
            branch is "x" or environment is present and pipeline is present;         branch is "x"
            environment is present and pipeline is present or branch is "x";         branch is "x"
            not (branch is "main" or environment is present);                        branch is "main"
            not (branch is "main" and not environment is present);                   branch is "main"
            branch is "main" and not (branch like "m*" and branch like "*n");        branch like "m*"
            claim "x" is "y" and branch is "x";                                      claim "x" is "y"
            """)
    void findsTheFirstDivergenceOnTheShortestWayToYes(String filter, String divergence) {
        Claims claims = Claims.builder().text("branchName", "main").build();
        assertThat(trace(filter, claims).firstDivergence())
                .hasValueSatisfying(first -> assertThat(first.predicate()).hasToString(divergence));
    }

    @Test
    void findsNoDivergenceWhereTheFilterHolds() {
        assertThat(trace("branch is absent", Claims.builder().build()).firstDivergence())
                .isEmpty();
    }

    @Row("H10")
    @Test
    @DisplayName("H10 what a stranger chose is shown escaped and cut")
    void h10ShowsLittleOfLongAndOddValues() {
        Claims claims = Claims.builder()
                .text("branchName", "\u001B[31m" + "x".repeat(5_000))
                .build();
        String shown = trace("branch is \"main\"", claims).predicates().get(0).actual();
        assertThat(shown).startsWith("\"\\u{1B}[31mxxx").endsWith("…\"").hasSizeLessThan(220);
        Claims many =
                Claims.builder().list("aud", Collections.nCopies(1_000, "abc")).build();
        assertThat(trace("audience has \"x\"", many).predicates().get(0).actual())
                .hasSizeLessThan(220);
    }

    @Test
    void showsOutcomesOnly() {
        assertThat(trace(
                        "branch is \"main\"",
                        Claims.builder().text("branchName", "secret-plan").build()))
                .hasToString("branch is \"main\": NO");
    }

    @Nested
    class Overlooked {

        @Row({"R6", "C15"})
        @ParameterizedTest
        @CsvSource(delimiter = ';', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                branch is "main";           Main;                                      CASE
                branch is "main";           refs/heads/main;                           REF_PREFIX
                branch is "main";           heads/MAIN;                                REF_PREFIX CASE
                branch is "refs/tags/v1";   v1;                                        REF_PREFIX
                branch is "main";           `main `;                                   WHITESPACE
                branch is "main";           `main<U+85>`;                              WHITESPACE
                branch is "main";           `ma<U+A0>in`;                              WHITESPACE
                branch is "main";           `ma<U+200B>in`;                              INVISIBLE
                branch is "main";           `<U+202E>main`;                              INVISIBLE
                branch is "main";           `m<U+430>in`;                               LETTERS
                branch is "main";           `<U+FF4D><U+FF41><U+FF49><U+FF4E>`;                LETTERS
                branch is "main";           `ma<U+131>n`;                               LETTERS
                branch is "main";           `M<U+410>in`;                               LETTERS CASE
                branch is "kit";            `<U+212A>it`;                                LETTERS CASE
                branch is "caf<U+E9>";      `cafe<U+301>`;                              NORMALIZATION
                claim "x" is "{a-b}";       a-b;                                       BRACES
                claim "x" is "{a-b}";       A-B;                                       BRACES CASE
                claim "x" in ["a", "b"];    B;                                         CASE
                claim "x" is 5;             5;                                         TYPE
                claim "x" in [true, false]; true;                                      TYPE
                branch like "release/*";    Release/1;                                 CASE
                branch like "release/*";    refs/heads/release/1;                      REF_PREFIX
                branch is "main";           main-evil;                                 ``
                branch is "main";           ``;                                        ``
                branch is "main";           main;                                      ``
                branch like "release/*";    release/;                                  ``
                claim "x" is 5;             6;                                         ``
                """)
        @DisplayName("R6 C15 differences that only look like none are named, and only those that count")
        void r6c15AreNamed(String filter, String actual, String expected) {
            ClaimFilter parsed = ClaimFilter.parse(Marked.read(filter));
            String name = ((Predicate) parsed.condition()).claim().name();
            Claims claims = Claims.builder().text(name, Marked.read(actual)).build();
            Set<LookAlike> named =
                    FilterTrace.of(parsed, claims).predicates().get(0).lookAlikes();
            Set<LookAlike> wanted = Arrays.stream(expected.split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .map(LookAlike::valueOf)
                    .collect(Collectors.toSet());
            assertThat(named).isEqualTo(wanted);
        }

        @Test
        void inAudiencesToo() {
            Claims claims =
                    Claims.builder().list("aud", List.of("other", "ARI:cloud")).build();
            assertThat(trace("audience has \"ari:cloud\"", claims)
                            .predicates()
                            .get(0)
                            .lookAlikes())
                    .containsExactly(LookAlike.CASE);
        }

        @Test
        void inNumbersToo() {
            Claims claims = Claims.builder().number("x", 5).build();
            assertThat(trace("claim \"x\" is \"5\"", claims).predicates().get(0).lookAlikes())
                    .containsExactly(LookAlike.TYPE);
        }

        @Test
        void haveWords() {
            assertThat(LookAlike.values())
                    .extracting(LookAlike::description)
                    .doesNotHaveDuplicates()
                    .noneMatch(String::isBlank);
        }
    }
}
