package io.github.bitbucketoidc.core.filter;

import static io.github.bitbucketoidc.core.claims.Outcome.NO;
import static io.github.bitbucketoidc.core.claims.Outcome.UNKNOWN;
import static io.github.bitbucketoidc.core.claims.Outcome.YES;
import static io.github.bitbucketoidc.core.filter.SampleNames.ACME;
import static io.github.bitbucketoidc.core.filter.SampleNames.LEDGER;
import static io.github.bitbucketoidc.core.filter.SampleNames.PAYMENTS;
import static io.github.bitbucketoidc.core.filter.SampleNames.braced;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the language, row by row. */
class ClaimFilterTest {

    private static Outcome outcome(String filter, Claims claims) {
        return ClaimFilter.parse(filter, SampleNames.aliases()).evaluate(claims);
    }

    private static Claims text(String name, String value) {
        return Claims.builder().text(name, value).build();
    }

    private static Claims nothing() {
        return Claims.builder().build();
    }

    @Nested
    class Uuids {

        @ParameterizedTest
        @EnumSource(
                names = {"WORKSPACE", "REPOSITORY", "ENVIRONMENT", "PIPELINE", "STEP"},
                value = ClaimWord.class)
        void areComparedByValue(ClaimWord word) {
            String is = word.word() + " is \"" + PAYMENTS + "\"";
            assertThat(outcome(is, text(word.claim(), braced(PAYMENTS)))).isEqualTo(YES);
            assertThat(outcome(is, text(word.claim(), braced(PAYMENTS).toUpperCase(Locale.ROOT))))
                    .isEqualTo(YES);
            assertThat(outcome(is, text(word.claim(), PAYMENTS.toString()))).isEqualTo(YES);
            assertThat(outcome(is, text(word.claim(), braced(LEDGER)))).isEqualTo(NO);
            assertThat(outcome(is, nothing())).isEqualTo(UNKNOWN);
        }

        @Row("C14")
        @ParameterizedTest
        @ValueSource(strings = {"{1DE489BE-CE6A-42A0-A8C8-EADBF1174AC7}", "1de489be-ce6a-42a0-a8c8-eadbf1174ac7"})
        @DisplayName("C14 the rule's UUID is canonical from the start, however it was written")
        void c14CanonicaliseAtLoad(String written) {
            assertThat(ClaimFilter.parse("repository is \"" + written + "\""))
                    .isEqualTo(ClaimFilters.repository().is(PAYMENTS))
                    .hasToString("repository is \"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}\"");
        }

        @Row("C14")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "1-1-1-1-1",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7",
                    "1de489be-ce6a-42a0-a8c8-eadbf1174ac7}",
                    "{{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}}",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7} ",
                    "\uFF11de489be-ce6a-42a0-a8c8-eadbf1174ac7",
                    "+1de489b-ce6a-42a0-a8c8-eadbf1174ac7",
                    "1de489bece6a42a0a8c8eadbf1174ac7",
                    "1de489be-ce6a-42a0-a8c8-eadbf1174ac"
                })
        @DisplayName("C14 what only resembles a UUID is of a type that does not fit")
        void c14WhatIsNoUuidAnswersNothing(String value) {
            Claims claims = text("repositoryUuid", value);
            assertThat(outcome("repository is payments", claims)).isEqualTo(UNKNOWN);
            assertThat(outcome("not (repository is payments)", claims)).isEqualTo(UNKNOWN);
            assertThat(outcome("repository is present", claims)).isEqualTo(UNKNOWN);
            assertThat(outcome("repository is absent", claims)).isEqualTo(UNKNOWN);
        }

        @Test
        void canBeListed() {
            String in = "repository in [payments, \"" + ACME + "\"]";
            assertThat(outcome(in, text("repositoryUuid", braced(PAYMENTS)))).isEqualTo(YES);
            assertThat(outcome(in, text("repositoryUuid", braced(ACME)))).isEqualTo(YES);
            assertThat(outcome(in, text("repositoryUuid", braced(LEDGER)))).isEqualTo(NO);
            assertThat(outcome(in, nothing())).isEqualTo(UNKNOWN);
        }
    }

    @Nested
    class Texts {

        @Row({"R6", "R4", "C15"})
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "refs/heads/main",
                    "heads/main",
                    "MAIN",
                    "Main",
                    "main-evil",
                    "main/evil",
                    "evil/main",
                    " main",
                    "main ",
                    "main\n",
                    "main\u0085",
                    "main\u2028",
                    "ma\u200Bin",
                    "m\u0430in",
                    "ma\u0131n",
                    "\uFF4Dain",
                    "null",
                    ""
                })
        @DisplayName("R6 R4 C15 no other branch is main")
        void r6r4c15NothingElseIsEqual(String other) {
            assertThat(outcome("branch is \"main\"", text("branchName", other))).isEqualTo(NO);
            assertThat(outcome("branch in [\"main\", \"x\"]", text("branchName", other)))
                    .isEqualTo(NO);
            assertThat(outcome("branch like \"main\"", text("branchName", other)))
                    .isEqualTo(NO);
            assertThat(outcome("not (branch is \"main\")", text("branchName", other)))
                    .isEqualTo(YES);
        }

        @Row("C15")
        @Test
        @DisplayName("C15 the Kelvin sign is no k and the long s no s")
        void c15NothingIsFolded() {
            assertThat(outcome("branch is \"k\"", text("branchName", "\u212A"))).isEqualTo(NO);
            assertThat(outcome("branch is \"s\"", text("branchName", "\u017F"))).isEqualTo(NO);
            assertThat(outcome("branch is \"\u00E9\"", text("branchName", "e\u0301")))
                    .isEqualTo(NO);
        }

        @Test
        void equalByCodePoints() {
            assertThat(outcome("branch is \"main\"", text("branchName", "main")))
                    .isEqualTo(YES);
            assertThat(outcome("branch is \"main\\u{85}\"", text("branchName", "main\u0085")))
                    .isEqualTo(YES);
            assertThat(outcome("subject is \"a:b\"", text("sub", "a:b"))).isEqualTo(YES);
            assertThat(outcome("subject in [\"a:b\", \"c\"]", text("sub", "d"))).isEqualTo(NO);
        }

        @Row({"R8", "R9", "R10"})
        @ParameterizedTest
        @ValueSource(strings = {"is \"main\"", "in [\"main\", \"x\"]", "like \"**\""})
        @DisplayName("R8 R9 R10 an absent branch satisfies neither a condition nor its negation")
        void r8r9r10AbsenceSatisfiesNothing(String condition) {
            assertThat(outcome("branch " + condition, nothing())).isEqualTo(UNKNOWN);
            assertThat(outcome("not (branch " + condition + ")", nothing())).isEqualTo(UNKNOWN);
        }

        @Row("C17")
        @Test
        @DisplayName("C17 the texts null and nothing are ordinary texts")
        void c17NullTextsAreTexts() {
            assertThat(outcome("branch is \"null\"", text("branchName", "null")))
                    .isEqualTo(YES);
            assertThat(outcome("branch is present", text("branchName", "null"))).isEqualTo(YES);
            assertThat(outcome("branch is present", text("branchName", ""))).isEqualTo(YES);
            assertThat(outcome("branch is absent", text("branchName", ""))).isEqualTo(NO);
        }
    }

    @Nested
    class Presence {

        @Test
        void isYesOrNoNeverUnknown() {
            Claims there = text("branchName", "x");
            assertThat(outcome("branch is present", there)).isEqualTo(YES);
            assertThat(outcome("branch is absent", there)).isEqualTo(NO);
            assertThat(outcome("branch is present", nothing())).isEqualTo(NO);
            assertThat(outcome("branch is absent", nothing())).isEqualTo(YES);
            assertThat(outcome("not (branch is present)", nothing())).isEqualTo(YES);
        }
    }

    @Nested
    class OtherClaims {

        private final Claims claims = Claims.builder()
                .text("text", "5")
                .number("number", 5)
                .flag("flag", true)
                .list("list", List.of("5"))
                .other("other")
                .build();

        @Row({"C17", "C13"})
        @ParameterizedTest
        @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
                claim "text" is "5";              YES
                claim "text" is "6";              NO
                claim "text" is 5;                UNKNOWN
                claim "text" in [4, 5];           UNKNOWN
                claim "text" like "?";            YES
                claim "text" is present;          YES
                claim "number" is 5;              YES
                claim "number" is -5;             NO
                claim "number" in [4, 5];         YES
                claim "number" is "5";            UNKNOWN
                claim "number" like "*";          UNKNOWN
                claim "number" is present;        YES
                claim "number" is absent;         NO
                claim "flag" is true;             YES
                claim "flag" is false;            NO
                claim "flag" in [true, false];    YES
                claim "flag" is "true";           UNKNOWN
                claim "flag" is present;          YES
                claim "list" is "5";              UNKNOWN
                claim "list" is present;          UNKNOWN
                claim "list" is absent;           UNKNOWN
                claim "other" is "5";             UNKNOWN
                claim "other" like "**";          UNKNOWN
                claim "other" is present;         UNKNOWN
                claim "other" is absent;          UNKNOWN
                not (claim "other" is present);   UNKNOWN
                claim "Text" is "5";              UNKNOWN
                claim "Text" is absent;           YES
                """)
        @DisplayName("C17 C13 a type that does not fit answers nothing, and names are exact")
        void c17c13TypesAndNamesAreExact(String filter, Outcome expected) {
            assertThat(outcome(filter, claims)).isEqualTo(expected);
        }
    }

    @Nested
    class Audience {

        @Test
        void isAnyOfTheList() {
            Claims several = Claims.builder().list("aud", List.of("a", "b")).build();
            assertThat(outcome("audience has \"b\"", several)).isEqualTo(YES);
            assertThat(outcome("audience has \"ab\"", several)).isEqualTo(NO);
            assertThat(outcome("audience has \"a\"", text("aud", "a"))).isEqualTo(YES);
            assertThat(outcome("audience has \"a\"", text("aud", "ab"))).isEqualTo(NO);
            assertThat(outcome(
                            "audience has \"a\"",
                            Claims.builder().list("aud", List.of()).build()))
                    .isEqualTo(NO);
            assertThat(outcome("audience has \"a\"", nothing())).isEqualTo(UNKNOWN);
            assertThat(outcome(
                            "audience has \"a\"", Claims.builder().other("aud").build()))
                    .isEqualTo(UNKNOWN);
        }
    }

    @Nested
    class Connectives {

        @ParameterizedTest
        @CsvSource({
            "YES,YES,YES,YES",
            "YES,NO,NO,YES",
            "YES,UNKNOWN,UNKNOWN,YES",
            "NO,NO,NO,NO",
            "NO,UNKNOWN,NO,UNKNOWN",
            "UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN"
        })
        void followKleene(Outcome left, Outcome right, Outcome both, Outcome either) {
            Claims claims = text("branchName", "main");
            assertThat(of(left).and(of(right)).evaluate(claims)).isEqualTo(both);
            assertThat(of(right).and(of(left)).evaluate(claims)).isEqualTo(both);
            assertThat(of(left).or(of(right)).evaluate(claims)).isEqualTo(either);
            assertThat(of(right).or(of(left)).evaluate(claims)).isEqualTo(either);
            assertThat(of(left).negate().evaluate(claims)).isEqualTo(left.not());
        }

        private static ClaimFilter of(Outcome outcome) {
            return switch (outcome) {
                case YES -> ClaimFilters.branch().is("main");
                case NO -> ClaimFilters.branch().is("other");
                case UNKNOWN -> ClaimFilters.claim("x").is("y");
            };
        }
    }
}
