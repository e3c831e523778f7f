package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows C5, C13, C14, C15 and C17: what each claim must be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimTypesTest {

    private final Verifying verifying = new Verifying();

    @AfterAll
    void close() {
        verifying.close();
    }

    @Row("C5")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"123\"",
                "\"1784003600\"",
                "true",
                "[]",
                "{}",
                "1e999",
                "-1",
                "1.5",
                "1784003600.0",
                "1e3",
                "1784003600e0",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551621",
                "253402300800",
                "99999999999999999999"
            })
    void c5RefusesTimesThatAreNotWholeSeconds(String json) {
        for (String claim : List.of("exp", "iat", "nbf")) {
            assertThat(verifying.codeOf(verifying.token().claim(claim, json))).isEqualTo("claim_type");
        }
    }

    @Row("C5")
    @Test
    void c5RefusesAMissingOrNullEnd() {
        assertThat(verifying.codeOf(verifying.token().without("exp"))).isEqualTo("claim_missing");
        assertThat(verifying.codeOf(verifying.token().claim("exp", "null"))).isEqualTo("claim_missing");
    }

    @Row("C5")
    @Test
    void c5KnowsNoNumbersBeyondJson() {
        assertThat(verifying.codeOf(verifying.token().claim("exp", "NaN"))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(verifying.token().claim("exp", "Infinity"))).isEqualTo("json_invalid");
        assertThat(verifying.codeOf(verifying.token().claim("exp", "0x7F"))).isEqualTo("json_invalid");
    }

    @Row("C5")
    @Test
    void c5TakesTheFirstAndTheLastSecond() {
        assertThat(verifying.codeOf(verifying.token().claim("exp", "0"))).isEqualTo("expired");
        assertThat(verifying.codeOf(verifying.token().claim("exp", "253402300799")))
                .isEqualTo("lifetime_exceeded");
        verifying.accept(verifying.token().claim("nbf", "0"));
    }

    @Row("C17")
    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "iat", "exp", "workspaceUuid", "repositoryUuid", "stepUuid"})
    void c17NullIsMissing(String claim) {
        assertThat(verifying.codeOf(verifying.token().without(claim))).isEqualTo("claim_missing");
        assertThat(verifying.codeOf(verifying.token().claim(claim, "null"))).isEqualTo("claim_missing");
    }

    @Row("C13")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RepositoryUuid",
                "repositoryuuid",
                "repository_uuid",
                "repositoryUuid\u200B",
                "r\u0435positoryUuid"
            })
    void c13ComparesNamesExactly(String name) {
        assertThat(verifying.codeOf(verifying.token().without("repositoryUuid").text(name, TestToken.REPOSITORY)))
                .isEqualTo("claim_missing");
        VerifiedToken token = verifying.accept(verifying.token().text(name, TestToken.OTHER));
        assertThat(token.bitbucketStep().repository().toString()).isEqualTo(TestToken.REPOSITORY.substring(1, 37));
    }

    @Row("C14")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1de489be-ce6a-42a0-a8c8-eadbf1174ac7",
                "{1DE489BE-CE6A-42A0-A8C8-EADBF1174AC7}",
                "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7",
                "1de489be-ce6a-42a0-a8c8-eadbf1174ac7}",
                "{{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}}",
                "{1-1-1-1-1}",
                "{1de489bece6a42a0a8c8eadbf1174ac7}",
                "{\uFF11de489be-ce6a-42a0-a8c8-eadbf1174ac7}",
                "{+de489be-ce6a-42a0-a8c8-eadbf1174ac7}",
                "",
                "{}",
                "null",
                "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7} ",
                " {1de489be-ce6a-42a0-a8c8-eadbf1174ac7}",
                "{1de489be-ce6a-42a0-a8c8-eadbf1174ac}",
                "{1de489be-ce6a-42a0-a8c8-eadbf1174acg}",
                "{1de489be_ce6a_42a0_a8c8_eadbf1174ac7}",
                "(1de489be-ce6a-42a0-a8c8-eadbf1174ac7)"
            })
    void c14RefusesEveryOtherSpellingOfAUuid(String uuid) {
        for (String claim :
                List.of("workspaceUuid", "repositoryUuid", "stepUuid", "deploymentEnvironmentUuid", "pipelineUuid")) {
            assertThat(verifying.codeOf(verifying.token().text(claim, uuid))).isEqualTo("claim_type");
        }
    }

    @Row("C14")
    @Test
    void c14ReadsWhatIsRight() {
        assertThat(StrictUuid.is(TestToken.REPOSITORY)).isTrue();
        assertThat(StrictUuid.write(StrictUuid.parse(TestToken.REPOSITORY, 0))).isEqualTo(TestToken.REPOSITORY);
        String highBits = "{ffffffff-ffff-ffff-ffff-ffffffffffff}";
        assertThat(StrictUuid.write(StrictUuid.parse(highBits, 0))).isEqualTo(highBits);
    }

    @Row("C15")
    @Test
    void c15NeverFoldsOtherLettersIntoAscii() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(verifying.codeOf(verifying.token().text("aud", TestToken.AUDIENCE.replace("k", "\u212A"))))
                    .isEqualTo("audience_mismatch");
            assertThat(verifying.codeOf(verifying.token().text("aud", TestToken.AUDIENCE.replace("i", "\u0131"))))
                    .isEqualTo("audience_mismatch");
            assertThat(verifying.codeOf(verifying.token().text("aud", TestToken.AUDIENCE + "\u200B")))
                    .isEqualTo("audience_mismatch");
            assertThat(verifying.codeOf(verifying
                            .token()
                            .text("iss", verifying.issuer.issuer().replace("c", "\uFF43"))))
                    .isEqualTo("issuer_unknown");
            assertThat(verifying.codeOf(verifying.token().text("iss", verifying.issuer.issuer() + "\u202E")))
                    .isEqualTo("issuer_unknown");
            verifying.accept(verifying.token().header("typ", "\"JWT\""));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Row("C17")
    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "{}", "[\"x\"]", "[]", "1.5"})
    void c17RefusesStandardClaimsOfAWrongType(String json) {
        for (String claim : List.of(
                "iss",
                "sub",
                "branchName",
                "workspaceUuid",
                "repositoryUuid",
                "stepUuid",
                "pipelineUuid",
                "deploymentEnvironmentUuid")) {
            assertThat(verifying.codeOf(verifying.token().claim(claim, json)))
                    .as(claim)
                    .isEqualTo("claim_type");
        }
    }

    @Row("C17")
    @Test
    void c17KeepsOrdinaryTextsAndAbsenceApart() {
        assertThat(verifying
                        .accept(verifying.token().text("branchName", ""))
                        .bitbucketStep()
                        .branch())
                .contains("");
        assertThat(verifying
                        .accept(verifying.token().text("branchName", "null"))
                        .bitbucketStep()
                        .branch())
                .contains("null");
        VerifiedToken absent = verifying.accept(verifying.token().claim("branchName", "null"));
        assertThat(absent.bitbucketStep().branch()).isEmpty();
        assertThat(absent.claims().kind("branchName")).isEqualTo(Claims.Kind.ABSENT);
        assertThat(verifying
                        .accept(verifying.token().claim("pipelineUuid", "null"))
                        .bitbucketStep()
                        .pipeline())
                .isEmpty();
    }

    @Row("C17")
    @Test
    void c17KeepsTheTypeOfOtherClaims() {
        Claims claims = verifying
                .accept(verifying
                        .token()
                        .claim("flag", "true")
                        .claim("number", "9223372036854775807")
                        .claim("big", "9223372036854775808")
                        .claim("fraction", "1.0")
                        .claim("object", "{}")
                        .claim("texts", "[\"a\",\"b\"]")
                        .claim("none", "[]")
                        .claim("mixed", "[\"a\",1]")
                        .claim("nulls", "[null]")
                        .claim("nothing", "null"))
                .claims();
        assertThat(claims.flag("flag")).contains(true);
        assertThat(claims.number("number")).hasValue(Long.MAX_VALUE);
        assertThat(claims.list("texts")).containsExactly("a", "b");
        assertThat(claims.kind("none")).isEqualTo(Claims.Kind.LIST);
        assertThat(claims.kind("nothing")).isEqualTo(Claims.Kind.ABSENT);
        for (String name : List.of("big", "fraction", "object", "mixed", "nulls")) {
            assertThat(claims.kind(name)).as(name).isEqualTo(Claims.Kind.OTHER);
        }
    }
}
