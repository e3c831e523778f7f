package io.github.bitbucketoidc.provider.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That nothing is held which is not, the laws say; here it is that what is held is found, or large policies load slowly. */
class HeldValuesTest {

    private static String held(String condition) {
        Map<String, String> held = new TreeMap<>();
        HeldValues.of(ClaimFilter.parse(condition))
                .forEach((claim, values) -> held.put(
                        claim.toString(),
                        values.stream().map(Object::toString).sorted().collect(Collectors.joining(" "))));
        return held.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branch is \"a\" | {branch=\"a\"}",
                "branch in [\"a\", \"b\"] | {branch=\"a\" \"b\"}",
                "branch is \"a\" and claim \"c\" is \"x\" | {branch=\"a\", claim \"c\"=\"x\"}",
                "branch in [\"a\", \"b\"] and branch in [\"a\"] | {branch=\"a\"}",
                "branch in [\"a\"] and branch in [\"a\", \"b\"] | {branch=\"a\"}",
                "branch is \"a\" or branch is \"b\" | {branch=\"a\" \"b\"}",
                "branch is \"a\" or claim \"c\" is \"x\" | {}",
                "branch is \"a\" and claim \"c\" is \"x\" or claim \"c\" is \"y\" | {claim \"c\"=\"x\" \"y\"}",
                "not (not branch is \"a\") | {branch=\"a\"}",
                "not (not branch is \"a\" or claim \"c\" is \"x\") | {branch=\"a\"}",
                "not (not branch is \"a\" and not branch is \"b\") | {branch=\"a\" \"b\"}",
                "not branch is \"a\" | {}",
                "not branch in [\"a\", \"b\"] | {}",
                "branch like \"a\" | {}",
                "branch is present | {}"
            })
    void areThoseOfEveryAlternative(String condition, String expected) {
        assertThat(held(condition)).isEqualTo(expected);
    }
}
