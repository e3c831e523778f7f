package io.github.bitbucketoidc.core.filter.analysis;

import static io.github.bitbucketoidc.core.filter.SampleNames.LEDGER;
import static io.github.bitbucketoidc.core.filter.SampleNames.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.SampleNames;
import io.github.bitbucketoidc.rows.Row;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterAnalysisTest {

    private static ClaimFilter parse(String text) {
        return ClaimFilter.parse(text, SampleNames.aliases());
    }

    private static List<Alternative> alternatives(String text) {
        return FilterAnalysis.alternatives(parse(text)).orElseThrow();
    }

    @Nested
    class NegationsInward {

        @ParameterizedTest
        @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
                branch is "a";                                       branch is "a"
                not branch is "a";                                   not branch is "a"
                not not branch is "a";                               branch is "a"
                not branch is present;                               branch is absent
                not branch is absent;                                branch is present
                not (branch is "a" and not branch is "b");           not branch is "a" or branch is "b"
                not (branch is "a" or branch is "b") and branch is present; not branch is "a" and not branch is "b" and branch is present
                """)
        void followDeMorgan(String written, String inward) {
            assertThat(FilterAnalysis.negationsInward(parse(written))).hasToString(inward);
        }
    }

    @Nested
    class Alternatives {

        @Test
        void areTheWaysInWhichAFilterCanHold() {
            assertThat(
                            alternatives(
                                    "repository is payments and (branch is \"a\" or not (branch is \"b\" or branch is absent))"))
                    .extracting(Alternative::toString)
                    .containsExactly(
                            "repository is \"{" + PAYMENTS + "}\" and branch is \"a\"",
                            "repository is \"{" + PAYMENTS + "}\" and not branch is \"b\" and branch is present");
        }

        @Test
        void areCountedBeforeTheyAreMade() {
            String sum = "(branch is \"a\" or branch is \"b\")";
            String eight = String.join(" and ", Collections.nCopies(8, sum));
            assertThat(FilterAnalysis.alternatives(parse(eight))).isPresent();
            assertThat(FilterAnalysis.alternatives(parse(eight + " or branch is \"c\"")))
                    .isEmpty();
            assertThat(FilterAnalysis.alternatives(parse(String.join(" and ", Collections.nCopies(5_000, sum)))))
                    .isEmpty();
        }

        @Row("R12")
        @Test
        @DisplayName("R12 presence, negations and globs pin nothing")
        void r12OnlyPositiveValuesPin() {
            ClaimRef repository = ClaimRef.of(ClaimWord.REPOSITORY);
            ClaimRef branch = ClaimRef.of(ClaimWord.BRANCH);
            Alternative way = alternatives(
                            "repository is present and not branch is \"x\" and branch like \"a*\" and not environment is absent")
                    .get(0);
            assertThat(way.values(repository)).isEmpty();
            assertThat(way.values(branch)).isEmpty();
            assertThat(alternatives("repository in [payments, ledger] and not not repository is payments")
                            .get(0)
                            .values(repository))
                    .contains(Set.of(new ClaimValue.Uuid(PAYMENTS)));
            assertThat(alternatives("repository is payments and repository is ledger")
                            .get(0)
                            .values(repository))
                    .contains(Set.of());
        }

        @Row("R12")
        @Test
        @DisplayName("R12 one pinned side of an or leaves the other unpinned")
        void r12EverySideOfAnOrIsSeen() {
            ClaimRef repository = ClaimRef.of(ClaimWord.REPOSITORY);
            assertThat(alternatives("repository is ledger or branch is \"main\""))
                    .extracting(way -> way.values(repository).isPresent())
                    .containsExactly(true, false);
            assertThat(alternatives("repository is ledger").get(0).values(repository))
                    .contains(Set.of(new ClaimValue.Uuid(LEDGER)));
        }

        @Test
        void sayWhatKeepsThemFromHolding() {
            Alternative way = alternatives("branch is \"main\" and environment is present and not claim \"x\" is true")
                    .get(0);
            Claims claims = Claims.builder().text("branchName", "main").build();
            assertThat(way.evaluate(claims)).isEqualTo(Outcome.NO);
            assertThat(way.unmet(claims))
                    .extracting(Literal::toString)
                    .containsExactly("environment is present", "not claim \"x\" is true");
        }
    }

    @Nested
    class Apart {

        @Row("R16")
        @ParameterizedTest
        @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
                branch is "a";                       branch is "b";                          true
                branch is "a";                       branch is "a";                          false
                branch in ["a", "b"];                branch in ["c", "d"];                   true
                branch in ["a", "b"];                branch in ["b", "c"];                   false
                branch is "main";                    branch like "release/*";                true
                branch is "release/1";               branch like "release/*";                false
                branch in ["main", "release/1"];     branch like "release/*";                false
                branch like "a*";                    branch like "b*";                       false
                repository is payments;              repository is ledger;                   true
                repository is payments;              environment is production;              false
                branch is "a";                       not branch is "a";                      false
                branch is present;                   branch is absent;                       false
                claim "x" is 5;                      claim "x" is "5";                       true
                claim "x" is 5;                      claim "x" like "*";                     true
                audience has "a";                    audience has "b";                       false
                branch is "a" and branch is "b";     environment is present;                 false
                subject is "a" and branch is "a";    subject is "a" and branch is "b";       true
                """)
        @DisplayName("R16 only disjoint values, and values that a glob does not match, show that two cannot both apply")
        void r16ApartnessIsShownByValues(String one, String other, boolean expected) {
            Alternative left = alternatives(one).get(0);
            Alternative right = alternatives(other).get(0);
            assertThat(left.isApartFrom(right)).isEqualTo(expected);
            assertThat(right.isApartFrom(left)).isEqualTo(expected);
        }
    }

    @Nested
    class AppliesByAbsence {

        @Row("R10")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "branch like \"experiment/**\"",
                    "branch is absent",
                    "not branch is present",
                    "not (branch is \"main\")",
                    "not (branch is present and branch is \"main\")",
                    "repository is payments and branch is \"x\"",
                    "repository is payments or branch is \"x\"",
                    "environment is present and branch is \"x\"",
                    "environment is present or branch is \"x\"",
                    "branch is present and branch is \"x\" or branch is \"y\"",
                    "branch is absent and repository is payments",
                    "(branch is present or repository is payments) and branch is \"x\"",
                    "branch like \"a*\" or not (branch like \"b*\")"
                })
        @DisplayName("R10 a denial that absence makes apply is found")
        void r10FindsThem(String denial) {
            assertThat(FilterAnalysis.appliesByAbsenceOf(parse(denial))).contains(ClaimRef.of(ClaimWord.BRANCH));
        }

        @Row("R10")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "branch is present and branch like \"experiment/**\"",
                    "branch is present and not (branch is \"main\")",
                    "branch is present",
                    "not branch is absent",
                    "repository is payments",
                    "not (repository is payments or workspace is acme or step is absent)",
                    "subject is \"x\" and audience has \"y\" and claim \"iss\" is \"z\"",
                    "repository is payments or branch is present and branch is \"x\"",
                    "branch is present and environment is present and (branch is \"x\" or environment is production)",
                    "branch is present and branch is \"x\" or environment is present and not environment is production",
                    "branch is present or branch is absent",
                    "branch is present or branch is \"x\"",
                    "branch is \"x\" or not (branch is \"x\")",
                    "environment is present and (branch is \"x\" or not (branch is \"x\"))",
                    "environment is present and (branch like \"a*\" or not (branch like \"a*\"))"
                })
        @DisplayName("R10 a guarded denial is not")
        void r10LeavesTheOthers(String denial) {
            assertThat(FilterAnalysis.appliesByAbsenceOf(parse(denial))).isEmpty();
        }

        @Test
        void namesTheFirst() {
            assertThat(FilterAnalysis.appliesByAbsenceOf(
                            parse("branch is present and claim \"y\" is 1 and environment is production")))
                    .contains(ClaimRef.named("y"));
        }

        @Test
        void staysFastAndOnTheSafeSideWhenThereAreTooManyCases() {
            StringBuilder guarded = new StringBuilder("repository is payments");
            StringBuilder bare = new StringBuilder("repository is payments");
            for (int i = 0; i < 60; i++) {
                guarded.append(" or claim \"c")
                        .append(i)
                        .append("\" is present and claim \"c")
                        .append(i)
                        .append("\" like \"a*\"");
                bare.append(" or claim \"c").append(i).append("\" like \"a*\"");
            }
            assertThat(FilterAnalysis.appliesByAbsenceOf(parse(guarded.toString())))
                    .isEmpty();
            assertThat(FilterAnalysis.appliesByAbsenceOf(parse(bare.toString())))
                    .contains(ClaimRef.named("c0"));
        }

        @Test
        void staysFastWithManyPatterns() {
            StringBuilder many = new StringBuilder("branch like \"a\"");
            for (int i = 0; i < 60; i++) {
                many.append(" or branch like \"a").append(i).append('"');
            }
            assertThat(FilterAnalysis.appliesByAbsenceOf(parse(many.toString())))
                    .contains(ClaimRef.of(ClaimWord.BRANCH));
        }
    }
}
