package io.github.bitbucketoidc.core.text;

/**
 * How many letters must be inserted, left out, replaced or swapped with their neighbour to make one word of another (optimal string
 * alignment). The case of ASCII letters does not count.
 */
public final class EditDistance {

    /** Longer words are not compared: they are no misspelling of ours, and comparing costs length times length. */
    public static final int LONGEST = 64;

    /** More than any distance. */
    public static final int TOO_FAR = Integer.MAX_VALUE;

    private EditDistance() {}

    /** How far one word is from another; {@link #TOO_FAR} if one of them is longer than {@link #LONGEST}. */
    public static int between(String left, String right) {
        if (left.length() > LONGEST || right.length() > LONGEST) {
            return TOO_FAR;
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
