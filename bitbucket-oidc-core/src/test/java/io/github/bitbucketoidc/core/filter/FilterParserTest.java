package io.github.bitbucketoidc.core.filter;

import static io.github.bitbucketoidc.core.filter.ClaimFilters.allOf;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.anyOf;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.branch;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.claim;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.environment;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.not;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.pipeline;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.repository;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.workspace;
import static io.github.bitbucketoidc.core.filter.SampleNames.ACME;
import static io.github.bitbucketoidc.core.filter.SampleNames.GLOBEX;
import static io.github.bitbucketoidc.core.filter.SampleNames.LEDGER;
import static io.github.bitbucketoidc.core.filter.SampleNames.PAYMENTS;
import static io.github.bitbucketoidc.core.filter.SampleNames.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Glob;
import io.github.bitbucketoidc.rows.Row;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text to tree, and tree to text. */
class FilterParserTest {

    private static ClaimFilter parse(String text) {
        return ClaimFilter.parse(text, SampleNames.aliases());
    }

    @Nested
    class Grammar {

        @Test
        void readsTheSampleOfTheDesign() {
            String text = """
                    repository is payments and environment is production
                      and (branch is "main" or branch like "release/*") and not (pipeline in ["{%s}", "{%s}"])
                    """.formatted(ACME, LEDGER);
            assertThat(parse(text))
                    .isEqualTo(allOf(
                            repository().is(PAYMENTS),
                            environment().is(PRODUCTION),
                            anyOf(branch().is("main"), branch().like("release/*")),
                            not(pipeline().in(ACME.toString(), LEDGER.toString()))));
        }

        @ParameterizedTest
        @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
                branch is present or branch is "a" and branch is "b";      branch is present or branch is "a" and branch is "b"
                (branch is present or branch is "a") and branch is "b";    (branch is present or branch is "a") and branch is "b"
                not branch is "a" and branch is "b";                       not branch is "a" and branch is "b"
                not (branch is "a");                                       not branch is "a"
                not (branch is "a" and branch is "b");                     not (branch is "a" and branch is "b")
                not not branch is "a";                                     not not branch is "a"
                ((branch is "a") and ((branch is "b") and branch is "c")); branch is "a" and branch is "b" and branch is "c"
                branch is "a" or (branch is "b" or branch is "c");         branch is "a" or branch is "b" or branch is "c"
                branch in ["a"];                                           branch is "a"
                branch in ["b", "a", "b"];                                 branch in ["b", "a"]
                branch   in["a","b"]and(branch like"*");                   branch in ["a", "b"] and branch like "*"
                claim "a\\"b\\\\c" is -7;                                  claim "a\\"b\\\\c" is -7
                claim "x" in [true, false];                                claim "x" in [true, false]
                branch is "\\u{61}\\u{1F680}\\u{200b}";                    branch is "a\uD83D\uDE80\\u{200B}"
                branch is "tab\\u{9}";                                     branch is "tab\\u{9}"
                repository in [payments, payments];                        repository is "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"
                """)
        void printsOneCanonicalText(String written, String canonical) {
            assertThat(parse(written)).hasToString(canonical).isEqualTo(ClaimFilter.parse(canonical));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "00041", "D7FF", "E000", "ffff", "FFFE", "10FFFF"})
        void takesEveryCharacterByItsNumber(String number) {
            String text = Character.toString(Integer.parseInt(number, 16));
            assertThat(parse("branch is \"a\\u{" + number + "}\"")).isEqualTo(branch().is("a" + text));
        }

        @ParameterizedTest
        @ValueSource(strings = {"D800", "dfff", "110000", "FFFFFF", "0000041", "g", "", "41"})
        void takesNothingElseForANumber(String number) {
            String end = number.equals("41") ? "" : "}\"";
            assertThatExceptionOfType(FilterSyntaxException.class)
                    .isThrownBy(() -> parse("branch is \"a\\u{" + number + end));
        }

        @Test
        void takesSpaceTabAndLineEndsBetweenWords() {
            assertThat(parse("\tbranch\r\nis\n\"main\"\r")).isEqualTo(branch().is("main"));
        }

        @Test
        void keepsWordsInTextsApartFromTheLanguage() {
            assertThat(parse("branch is \"x\\\" or branch is present\""))
                    .isEqualTo(branch().is("x\" or branch is present"));
        }
    }

    @Nested
    class Limits {

        private static String nested(String open, String close, int depth) {
            return open.repeat(depth) + "branch is present" + close.repeat(depth);
        }

        @ParameterizedTest
        @CsvSource({"(,)", "'not ',''"})
        void areSixtyFourLevels(String open, String close) {
            assertThat(parse(nested(open, close, ClaimFilter.MAX_NESTING))).isNotNull();
            for (int depth : new int[] {ClaimFilter.MAX_NESTING + 1, 10_000, 1_000_000}) {
                assertThatExceptionOfType(FilterSyntaxException.class)
                        .isThrownBy(() -> parse(nested(open, close, depth)))
                        .withMessageContaining("nested at most 64 deep")
                        .satisfies(error -> assertThat(error.offset()).isEqualTo(open.length() * 64));
            }
        }

        @Test
        void holdForTreesToo() {
            ClaimFilter deepest = branch().isPresent();
            for (int i = 0; i < ClaimFilter.MAX_NESTING; i++) {
                deepest = deepest.negate();
            }
            assertThat(parse(deepest.toString())).isEqualTo(deepest);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(deepest::negate)
                    .withMessageContaining("at most 64 deep");
        }

        @Test
        void holdForAlternativesWithinConditions() {
            ClaimFilter deepest = branch().isPresent().or(branch().isAbsent());
            for (int i = 0; i < ClaimFilter.MAX_NESTING; i++) {
                deepest = branch().isAbsent().or(branch().isPresent().and(deepest));
            }
            assertThat(parse(deepest.toString())).isEqualTo(deepest);
            ClaimFilter member = deepest;
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> branch().isPresent().and(member))
                    .withMessageContaining("at most 64 deep");
        }

        @Test
        void holdForNegatedConditions() {
            ClaimFilter deepest = branch().isPresent();
            for (int i = 0; i < ClaimFilter.MAX_NESTING / 2; i++) {
                deepest = branch().isAbsent().and(deepest).negate();
            }
            assertThat(parse(deepest.toString())).isEqualTo(deepest);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(deepest::negate)
                    .withMessageContaining("at most 64 deep");
        }

        @Test
        void countWhatIsOpenOnly() {
            for (String member : List.of("not branch is \"a\"", "(branch is \"a\" or branch is \"b\")")) {
                assertThat(parse(String.join(" and ", Collections.nCopies(100, member))))
                        .isNotNull();
            }
        }

        @Test
        void countTheAlternativesThatAnAliasBrings() {
            String text = "branch is present and repository in [payments, ledger]";
            for (int i = 1; i < ClaimFilter.MAX_NESTING; i++) {
                text = "branch is present and (branch is absent or " + text + ")";
            }
            assertThat(ClaimFilter.parse(text, SampleNames.boundAliases())).isNotNull();
            String deeper = "branch is present and (branch is absent or " + text + ")";
            assertThat(ClaimFilter.parse(deeper, SampleNames.aliases())).isNotNull();
            assertThatExceptionOfType(FilterSyntaxException.class)
                    .isThrownBy(() -> ClaimFilter.parse(deeper, SampleNames.boundAliases()))
                    .withMessageContaining("nested at most 64 deep");
        }

        @Test
        void countWhatAnAliasBrings() {
            String text = "not ".repeat(ClaimFilter.MAX_NESTING) + "repository is payments";
            assertThat(ClaimFilter.parse(text, SampleNames.aliases())).isNotNull();
            assertThatExceptionOfType(FilterSyntaxException.class)
                    .isThrownBy(() -> ClaimFilter.parse(text, SampleNames.boundAliases()))
                    .withMessageContaining("nested at most 64 deep");
        }

        @Test
        void leaveRoomForLongListsAndLongSums() {
            String list =
                    IntStream.range(0, 20_000).mapToObj(i -> "\"b" + i + "\"").collect(Collectors.joining(", "));
            String sum = IntStream.range(0, 20_000)
                    .mapToObj(i -> "branch is \"b" + i + "\"")
                    .collect(Collectors.joining(" or "));
            Claims last = Claims.builder().text("branchName", "b19999").build();
            assertThat(parse("branch in [" + list + "]").evaluate(last)).isEqualTo(Outcome.YES);
            assertThat(parse(sum).evaluate(last)).isEqualTo(Outcome.YES);
            assertThat(parse(sum).toString()).isEqualTo(sum);
        }

        @Test
        void boundPatterns() {
            assertThat(parse("branch like \"" + "a".repeat(Glob.MAX_LENGTH) + "\""))
                    .isNotNull();
            assertThatExceptionOfType(FilterSyntaxException.class)
                    .isThrownBy(() -> parse("branch like \"" + "a".repeat(Glob.MAX_LENGTH + 1) + "\""))
                    .withMessageContaining("at most 1024 characters");
        }
    }

    @Nested
    class BoundAliases {

        private static ClaimFilter parse(String text) {
            return ClaimFilter.parse(text, SampleNames.boundAliases());
        }

        @Row("C20")
        @Test
        @DisplayName("C20 a repository's alias holds for tokens of its workspace only")
        void c20AnAliasBindsItsWorkspace() {
            ClaimFilter filter = parse("repository is payments");
            assertThat(filter)
                    .isEqualTo(allOf(repository().is(PAYMENTS), workspace().is(ACME)));
            assertThat(ClaimFilter.parse(filter.toString())).isEqualTo(filter);
            Claims theirs = Claims.builder()
                    .text("workspaceUuid", SampleNames.braced(GLOBEX))
                    .text("repositoryUuid", SampleNames.braced(PAYMENTS))
                    .build();
            assertThat(filter.evaluate(theirs)).isEqualTo(Outcome.NO);
        }

        @Row("C20")
        @Test
        @DisplayName("C20 a list of aliases binds each to its own workspace")
        void c20AListBindsEachToItsOwn() {
            ClaimFilter filter =
                    parse("repository in [payments, ledger, \"" + PRODUCTION + "\"] and branch is \"main\"");
            assertThat(filter)
                    .isEqualTo(allOf(
                            anyOf(
                                    allOf(repository().is(PAYMENTS), workspace().is(ACME)),
                                    allOf(repository().is(LEDGER), workspace().is(GLOBEX)),
                                    repository().is(PRODUCTION)),
                            branch().is("main")));
            assertThat(ClaimFilter.parse(filter.toString())).isEqualTo(filter);
        }

        @Test
        void negationCoversTheWorkspaceToo() {
            assertThat(parse("not repository is payments"))
                    .isEqualTo(not(allOf(repository().is(PAYMENTS), workspace().is(ACME))));
        }

        @Test
        void otherClaimsNeedNoWorkspace() {
            assertThat(parse("workspace in [acme, globex]"))
                    .isEqualTo(workspace().in(ACME.toString(), GLOBEX.toString()));
            assertThat(parse("claim \"x\" is \"payments\""))
                    .isEqualTo(claim("x").is("payments"));
        }
    }
}
