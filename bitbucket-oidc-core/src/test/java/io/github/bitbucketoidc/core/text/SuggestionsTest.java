package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    @ParameterizedTest
    @CsvSource({
        "ab, ac, false",
        "abc, abd, true",
        "abc, acb, true",
        "abc, cab, false",
        "abc, ac, false",
        "abc, abbc, true",
        "abcde, abcxy, false",
        "abcde, abcdx, true",
        "abcdef, abcdxy, true",
        "abcdef, badcef, true",
        "abcdef, badcfe, false",
        "abcdef, abcxyz, false",
        "BRANCH, branch, true",
        "aZz, azz, true",
        "abAba, abaab, true",
        "a[[, a{{, false",
        "a@@, a``, false",
    })
    void allowLongerWordsMoreMistakes(String word, String known, boolean near) {
        assertThat(Suggestions.nearest(word, List.of(known))).isEqualTo(near ? known : null);
        assertThat(Suggestions.nearest(known, List.of(word))).isEqualTo(near ? word : null);
    }

    @Test
    void preferTheNearestThenTheFirst() {
        assertThat(Suggestions.nearest("abcdef", List.of("abcdxy", "abcdex"))).isEqualTo("abcdex");
        assertThat(Suggestions.nearest("abc", List.of("abe", "abd"))).isEqualTo("abd");
    }

    @Test
    void compareNoLongWords() {
        String longest = "a".repeat(63);
        assertThat(Suggestions.nearest(longest + "b", List.of(longest + "c"))).isEqualTo(longest + "c");
        assertThat(Suggestions.nearest(longest + "ab", List.of(longest + "c"))).isNull();
        assertThat(Suggestions.nearest(longest + "c", List.of(longest + "ab"))).isNull();
    }

    @Test
    void completeAnAbbreviationOfOneWord() {
        List<String> known = List.of("repository", "pipeline", "environment");
        assertThat(Suggestions.nearest("rep", known)).isEqualTo("repository");
        assertThat(Suggestions.nearest("re", known)).isNull();
        assertThat(Suggestions.nearest("pip", List.of("pipeline", "pipette"))).isNull();
    }

    @Test
    void areListedAsASentenceHasThem() {
        assertThat(Suggestions.either(List.of())).isEmpty();
        assertThat(Suggestions.either(List.of("a"))).isEqualTo("a");
        assertThat(Suggestions.either(List.of("a", "b"))).isEqualTo("a or b");
        assertThat(Suggestions.either(List.of("a", "b", "c"))).isEqualTo("a, b or c");
    }

    @Test
    void nameACharacterByNumber() {
        assertThat(Suggestions.character(0x200B)).isEqualTo("U+200B (ZERO WIDTH SPACE)");
        assertThat(Suggestions.character(0x378)).isEqualTo("U+0378");
    }
}
