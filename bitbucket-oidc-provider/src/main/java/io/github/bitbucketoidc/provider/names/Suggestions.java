package io.github.bitbucketoidc.provider.names;

import io.github.bitbucketoidc.core.text.EditDistance;
import java.util.Collection;
import java.util.stream.Collectors;

/** Guesses which of the known keys and names a misspelt one was meant to be. */
public final class Suggestions {

    private Suggestions() {}

    /** A hint: the nearest known word, or if none is near, all of them when they are few. */
    public static String hint(String word, Collection<String> known) {
        String best = "";
        int least = EditDistance.TOO_FAR;
        for (String candidate : known) {
            int distance = isNear(word, candidate)
                    ? EditDistance.between(plain(word), plain(candidate))
                    : EditDistance.TOO_FAR;
            if (distance < least) {
                best = candidate;
                least = distance;
            }
        }
        if (!best.isEmpty()) {
            return "did you mean `" + best + "`?";
        }
        return known.isEmpty() || known.size() > 16 ? "check its spelling" : "known here: " + list(known);
    }

    /** Whether one was probably meant to be the other. */
    public static boolean isNear(String word, String other) {
        int longer = Math.max(word.length(), other.length());
        return longer <= EditDistance.LONGEST
                && EditDistance.between(plain(word), plain(other)) <= Math.max(1, longer / 3);
    }

    public static String list(Collection<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** Separators are what people mix up first, and case, which the distance leaves out: {@code reviewBy}, {@code review_by}. */
    private static String plain(String word) {
        return word.replace("-", "").replace("_", "");
    }
}
