package io.github.bitbucketoidc.provider.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.policy.Sample;
import io.github.bitbucketoidc.rows.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R is a repository's UUID that stands there by itself, W a workspace's, B a branch. */
class PinsTest {

    private static ClaimFilter filter(String text) {
        return ClaimFilter.parse(text.replace("R", "repository is \"{" + Sample.PAYMENTS + "}\"")
                .replace("W", "workspace is \"{" + Sample.ACME + "}\"")
                .replace("B", "branch is \"main\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R",
                "W",
                "B and R",
                "R or W",
                "R and B or W and B",
                "not (not R)",
                "not (not R or B)",
                "not (not R and not W)",
                "(R or W) and not B"
            })
    @Row("R12")
    void r12APinInEveryAlternativePins(String text) {
        assertThat(Pins.pinned(filter(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "B",
                "not R",
                "R or B",
                "B and not W",
                "not (R or W)",
                "not (not R and B)",
                "not (not R and not B)",
                "repository is present",
                "not (not (R or B))"
            })
    @Row("R12")
    void r12AnythingElseDoesNot(String text) {
        assertThat(Pins.pinned(filter(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R",
                "B and R",
                "W or R",
                "not R",
                "not (not R)",
                "not W and R",
                "(W or B) and R",
                "W and B or R and B",
                "B and (W or R)",
                "not (B or R)"
            })
    @Row("C20")
    void c20ARepositoryWithoutItsWorkspaceIsLoose(String text) {
        assertThat(Pins.namesLooseRepository(filter(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "B",
                "W",
                "W and R",
                "R and B and W",
                "W and (B or R)",
                "W and not R",
                "not (W and R)",
                "W and not (B or R)",
                "B and (W and (R or B))",
                "(W or W and B) and R"
            })
    @Row("C20")
    void c20AWorkspaceBesideItBindsIt(String text) {
        assertThat(Pins.namesLooseRepository(filter(text))).isFalse();
    }
}
