package io.github.bitbucketoidc.core.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a misspelt word was meant to be. */
public final class Suggestions {

    private Suggestions() {}

    /** A list as a sentence has it: {@code a, b or c}. */
    public static String either(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** A character by number and name, for those that cannot be seen or that look like another. */
    public static String character(int codePoint) {
        String name = Character.getName(codePoint);
        return String.format(Locale.ROOT, "U+%04X", codePoint) + (name == null ? "" : " (" + name + ")");
    }

    /** The word that is nearest, or null when none is near; letter case counts for nothing here. */
    public static @Nullable String nearest(String word, Collection<String> known) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known.stream().sorted().toList()) {
            int distance = EditDistance.between(word, candidate);
            if (distance < bestDistance && distance <= tolerance(word, candidate)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best == null ? abbreviated(word, known) : best;
    }

    /** The only word that starts like this one: {@code repo}. */
    private static @Nullable String abbreviated(String word, Collection<String> known) {
        List<String> longer =
                known.stream().filter(candidate -> candidate.startsWith(word)).toList();
        return word.length() >= 3 && longer.size() == 1 ? longer.get(0) : null;
    }

    private static int tolerance(String word, String candidate) {
        int length = Math.min(word.length(), candidate.length());
        return length <= 2 ? 0 : length <= 5 ? 1 : 2;
    }
}
