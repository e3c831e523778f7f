package io.github.bitbucketoidc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.FilterSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is a filter that reads back from its print, or a mistake with a place. */
class ClaimFilterFuzzTest {

    private static final Claims CLAIMS = Claims.builder()
            .text("workspaceUuid", "{922e118c-f34f-4226-a897-0e0afbec553d}")
            .text("repositoryUuid", "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}")
            .text("branchName", "release/1.0")
            .list("aud", List.of("https://a.example", "https://b.example"))
            .number("attempt", 3)
            .flag("compliant", true)
            .build();

    @FuzzTest
    @DictionaryEntries({
        "workspace",
        "repository",
        "environment",
        "pipeline",
        "step",
        "branch",
        "subject",
        "audience",
        "claim \"",
        " is ",
        " in [",
        " like \"",
        " has \"",
        "present",
        "absent",
        "not ",
        " and ",
        " or ",
        "true",
        "**"
    })
    void filter(byte[] input) {
        isFilter(input);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "glob", "any-claim", "audience", "nested", "nots", "escapes", "line-breaks"})
    void goodSeedsAreFilters(String name) {
        assertThat(isFilter(Seeds.read(ClaimFilterFuzzTest.class, "filter/" + name)))
                .isTrue();
    }

    private static boolean isFilter(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        ClaimFilter filter;
        try {
            filter = ClaimFilter.parse(text);
        } catch (FilterSyntaxException mistake) {
            assertThat(mistake.offset()).isBetween(0, text.length());
            assertThat(mistake.getMessage()).contains(mistake.problem(), mistake.caret());
            return false;
        }
        ClaimFilter again = ClaimFilter.parse(filter.toString());
        assertThat(again).isEqualTo(filter).hasToString(filter.toString());
        assertThat(again.evaluate(CLAIMS)).isEqualTo(filter.evaluate(CLAIMS));
        return true;
    }
}
