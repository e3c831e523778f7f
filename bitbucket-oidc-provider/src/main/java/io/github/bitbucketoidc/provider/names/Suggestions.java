package io.github.bitbucketoidc.provider.names;

import java.util.Collection;
import java.util.stream.Collectors;

/** Guesses which of the known keys and names a misspelt one was meant to be. */
public final class Suggestions {

    private static final int LONGEST = 64;

    private Suggestions() {}

    /** A hint: the nearest known word, or if none is near, all of them when they are few. */
    public static String hint(String word, Collection<String> known) {
        String best = "";
        int least = LONGEST;
        for (String candidate : known) {
            int distance = isNear(word, candidate) ? distance(plain(word), plain(candidate)) : LONGEST;
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
        return longer <= LONGEST && distance(plain(word), plain(other)) <= Math.max(1, longer / 3);
    }

    public static String list(Collection<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** Case and separators are what people mix up first: {@code reviewBy}, {@code review_by}. */
    private static String plain(String word) {
        return VariableNames.fold(word).replace("-", "").replace("_", "");
    }

    /** Letters to insert, leave out or replace, counted row by row. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
