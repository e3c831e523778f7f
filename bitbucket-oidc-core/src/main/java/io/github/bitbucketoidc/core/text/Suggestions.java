package io.github.bitbucketoidc.core.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a misspelt word was meant to be. */
public final class Suggestions {

    /** Longer words are not compared: they are no misspelling of ours, and comparing costs length times length. */
    private static final int LONGEST = 64;

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
            int distance = distance(word, candidate);
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

    /** How many letters must be inserted, left out, replaced or swapped with their neighbour (optimal string alignment). */
    private static int distance(String left, String right) {
        if (left.length() > LONGEST || right.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int step(int[][] cost, String left, String right, int i, int j) {
        int change = same(left, i - 1, right, j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && same(left, i - 1, right, j - 2) && same(left, i - 2, right, j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }

    private static boolean same(String left, int i, String right, int j) {
        return lower(left.charAt(i)) == lower(right.charAt(j));
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
