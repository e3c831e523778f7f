package io.github.bitbucketoidc.provider.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseGateTest {

    private final ReleaseGate gate = new ReleaseGate(Set.of(), 100);

    private static Candidate candidate(String variable, String value) {
        return candidate(variable, value, "secret/" + variable.length(), Optional.empty());
    }

    private static Candidate candidate(String variable, String value, String path, Optional<String> field) {
        SecretValue secret = SecretValue.of(value);
        return new Candidate(
                variable, secret, "store", SecretId.of(path), field, Secret.ofText(secret), List.of("grant"), false);
    }

    private static void assertFails(Release.FailureCode code, ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOfSatisfying(ReleaseFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.getMessage()).doesNotContain("s3cr3t");
        });
    }

    @Nested
    class Names {

        @Row("H3")
        @ParameterizedTest
        @DisplayName("H3 reserved names do not leave")
        @ValueSource(strings = {"PATH", "path", "LD_PRELOAD", "BITBUCKET_COMMIT", "CI", "https_proxy", "NODE_OPTIONS"})
        void h3RefusesReservedOnes(String name) {
            assertFails(Release.FailureCode.NAME_FORBIDDEN, () -> gate.check(List.of(candidate(name, "s3cr3t"))));
        }

        @Row("H4")
        @ParameterizedTest
        @DisplayName("H4 what no shell could export, or a JavaScript object has from birth, does not leave")
        @ValueSource(strings = {"", "a-b", "1A", "A=B", "A\nB", "A B", "\u00c4", "__proto__", "constructor"})
        void h4RefusesIllFormedOnes(String name) {
            assertFails(
                    Release.FailureCode.NAME_FORBIDDEN,
                    () -> gate.check(List.of(candidate(name, "s3cr3t", "p", Optional.empty()))));
        }

        @Row("H4")
        @Test
        @DisplayName("H4 case twins clash, because a runner on Windows takes them for one")
        void h4RefusesCaseTwins() {
            assertFails(
                    Release.FailureCode.NAME_CLASH,
                    () -> gate.check(List.of(
                            candidate("Key", "s3cr3t", "p", Optional.empty()),
                            candidate("KEY", "s3cr3t", "p", Optional.empty()))));
        }

        @Row("R16")
        @Test
        @DisplayName("R16 one name from two secrets or fields clashes")
        void r16RefusesTwoSources() {
            Candidate one = candidate("KEY", "s3cr3t", "p", Optional.of("a"));
            assertFails(
                    Release.FailureCode.NAME_CLASH,
                    () -> gate.check(List.of(one, candidate("KEY", "s3cr3t", "p", Optional.of("b")))));
            assertFails(
                    Release.FailureCode.NAME_CLASH,
                    () -> gate.check(List.of(one, candidate("KEY", "s3cr3t", "q", Optional.of("a")))));
            assertFails(
                    Release.FailureCode.NAME_CLASH,
                    () -> gate.check(List.of(one, candidate("KEY", "s3cr3t", "p", Optional.empty()))));
        }

        @Test
        void takesOneNameFromOneSourceTwice() {
            Candidate one = candidate("KEY", "s3cr3t", "p", Optional.of("a"));
            assertThat(gate.check(List.of(one, candidate("KEY", "s3cr3t", "p", Optional.of("a")))))
                    .containsOnlyKeys("KEY");
        }

        @Test
        void takesAReservedNameThatThePolicyAllows() {
            assertThat(new ReleaseGate(Set.of("HOME"), 100).check(List.of(candidate("HOME", "x"))))
                    .containsOnlyKeys("HOME");
        }
    }

    @Nested
    class Values {

        @Row("H5")
        @ParameterizedTest
        @DisplayName("H5 NUL and invalid Unicode do not leave")
        @ValueSource(
                strings = {"s3cr3t\u0000", "\u0000", "\ud800", "s3cr3t\udc00x", "\ud800\ud800\udc00", "\udc00\ud800"})
        void h5RefusesWhatNoVariableCanHold(String value) {
            assertFails(Release.FailureCode.SECRET_MALFORMED, () -> gate.check(List.of(candidate("KEY", value))));
        }

        @Row("H5")
        @ParameterizedTest
        @DisplayName("H5 line ends, tabs and all of Unicode leave")
        @ValueSource(strings = {"", "a\r\nb\tc", "\u2028", "\ud83d\ude00", "\u0001"})
        void h5TakesEveryOtherText(String value) {
            assertThat(gate.check(List.of(candidate("KEY", value)))).containsOnlyKeys("KEY");
        }
    }

    @Nested
    class Budget {

        @Row("H5")
        @Test
        @DisplayName("H5 names and values together: the budget fits, one more does not")
        void h5EndsExactlyAtTheBudget() {
            Candidate name = candidate("A", "x".repeat(9));
            assertThat(gate.check(List.of(name, candidate("BCDEF", "x".repeat(85)))))
                    .hasSize(2);
            assertFails(
                    Release.FailureCode.OVER_BUDGET,
                    () -> gate.check(List.of(name, candidate("BCDEF", "x".repeat(86)))));
        }
    }
}
