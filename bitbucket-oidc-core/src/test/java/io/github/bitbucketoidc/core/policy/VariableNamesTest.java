package io.github.bitbucketoidc.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", "z", "_", "AZaz09_", "_0"})
    @Row("H4")
    void h4AreMadeOfLettersDigitsAndUnderscores(String name) {
        assertThat(VariableNames.isWellFormed(name)).isTrue();
        assertThat(VariableNames.isWellFormedPattern(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "1A", "A-B", "A/", "A:", "A@", "A[", "A`", "A{", "A=B", "A\n", "\u00c4", "A\u212a"})
    @Row("H4")
    void h4AreNothingElse(String name) {
        assertThat(VariableNames.isWellFormed(name)).isFalse();
        assertThat(VariableNames.isWellFormedPattern(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "A*", "*A", "A_*_Z", "*0", "_*9"})
    @Row("H4")
    void h4MayHoldOneStarForTheNameOfAField(String pattern) {
        assertThat(VariableNames.isWellFormedPattern(pattern)).isTrue();
        assertThat(VariableNames.isWellFormed(pattern)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "*A*", "0*", "9A*", "A-*", "*-A", "*:", "A/*"})
    @Row("H4")
    void h4AStarMendsNoName(String pattern) {
        assertThat(VariableNames.isWellFormedPattern(pattern)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", "aZ", "AZ", "a_Z0"})
    @Row("H4")
    void h4AreFoldedInAsciiOnly(String name) {
        assertThat(VariableNames.fold(name + "@[\u00c4"))
                .isEqualTo(name.replace('A', 'a').replace('Z', 'z') + "@[\u00c4");
    }
}
