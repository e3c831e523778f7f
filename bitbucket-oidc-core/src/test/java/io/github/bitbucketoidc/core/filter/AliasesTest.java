package io.github.bitbucketoidc.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesTest {

    @SuppressWarnings("unused") // named below
    static final Iterable<String> WORDS = Vocabulary.WORDS;

    @ParameterizedTest
    @FieldSource("WORDS")
    void refusesTheWordsOfTheLanguage(String word) {
        assertThat(Aliases.objection(word)).contains("`" + word + "` is a word of the language and cannot be an alias");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "-x", ".x", "a b", "a/b", "p\u0430yments", "caf\u00E9", "a\u200B", "{x}", "a\n"})
    void refusesWhatIsNoWord(String name) {
        assertThat(Aliases.objection(name)).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Aliases.of(Map.of(ClaimWord.REPOSITORY, Map.of(name, SampleNames.free(SampleNames.PAYMENTS)))));
    }

    @Test
    void refusesWhatLooksLikeAUuid() {
        assertThat(Aliases.objection(SampleNames.PRODUCTION.toString())).contains("an alias must not look like a UUID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "Payments", "my.repo", "my-repo_2", "_x", "IN", "nothing"})
    void takesOtherWords(String name) {
        assertThat(Aliases.objection(name)).isEmpty();
        Aliases aliases =
                Aliases.of(Map.of(ClaimWord.REPOSITORY, Map.of(name, SampleNames.free(SampleNames.PAYMENTS))));
        assertThat(ClaimFilter.parse("repository is " + name, aliases))
                .isEqualTo(ClaimFilters.repository().is(SampleNames.PAYMENTS));
    }

    @Test
    void belongToOneClaim() {
        assertThat(SampleNames.aliases().find(ClaimWord.REPOSITORY, "production"))
                .isEmpty();
        assertThat(SampleNames.aliases().names(ClaimWord.REPOSITORY)).containsExactlyInAnyOrder("payments", "ledger");
        assertThat(Aliases.none().names(ClaimWord.WORKSPACE)).isEmpty();
    }

    @Test
    void standForUuidsOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Aliases.of(Map.of(ClaimWord.BRANCH, Map.of("x", SampleNames.free(SampleNames.ACME)))))
                .withMessage("`branch` has no aliases: its values are not UUIDs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Aliases.of(Map.of(
                        ClaimWord.WORKSPACE, Map.of("x", SampleNames.bound(SampleNames.ACME, SampleNames.GLOBEX)))))
                .withMessageContaining("cannot be bound");
    }

    @Test
    void neverHideAWordOfTheLanguage() {
        // An implementation of someone else's, which offers what it must not.
        Aliases everything = new Aliases() {
            @Override
            public Optional<Alias> find(ClaimWord word, String name) {
                return Optional.of(SampleNames.free(SampleNames.ACME));
            }

            @Override
            public java.util.Set<String> names(ClaimWord word) {
                return java.util.Set.of();
            }
        };
        assertThat(ClaimFilter.parse("repository is present", everything))
                .isEqualTo(ClaimFilters.repository().isPresent());
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimFilter.parse("repository is true", everything));
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimFilter.parse("repository in [absent]", everything));
    }
}
