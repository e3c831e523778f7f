package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of the language and the characters that words are made of. */
final class Vocabulary {

    /** What a condition can start with. */
    static final List<String> STARTS = starts();

    /** Every word that has a meaning; none of them can be an alias. */
    static final Set<String> WORDS = words();

    private Vocabulary() {}

    private static List<String> starts() {
        List<String> starts = new ArrayList<>();
        for (ClaimWord word : ClaimWord.values()) {
            starts.add(word.word());
        }
        starts.add("claim");
        return List.copyOf(starts);
    }

    private static Set<String> words() {
        Set<String> words = new LinkedHashSet<>(starts());
        for (Operator operator : Operator.values()) {
            words.addAll(operator.words());
        }
        words.addAll(List.of("not", "and", "or", "true", "false"));
        return Collections.unmodifiableSet(words);
    }

    static boolean startsWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean continuesWord(char c) {
        return startsWord(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }
}
