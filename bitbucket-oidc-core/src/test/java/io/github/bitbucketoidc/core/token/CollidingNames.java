package io.github.bitbucketoidc.core.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Names of eight characters that have one hash in Jackson's table of names. For two groups of four bytes the hash is a function of {@code
 * f(first) + 33 * second}, whatever the table's seed, and 33 has an inverse modulo 2^32: for any first group there is a second one.
 */
public final class CollidingNames {

    private static final int FACTOR = 33;

    private final int target;
    private final Random random;

    /** Names with the hash of this one, which has five to eight characters. */
    public CollidingNames(String name, Random random) {
        this.target = mixed(group(name, 0)) + FACTOR * group(name, 4);
        this.random = random;
    }

    /** So many different ones, without a quote or a backslash. */
    public List<String> next(int count) {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            int first = 0;
            for (int i = 0; i < 4; i++) {
                first = first << 8 | 'a' + random.nextInt(26);
            }
            int second = (target - mixed(first)) * inverse();
            String name = text(first) + text(second);
            if (name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\')) {
                names.add(name);
            }
        }
        return new ArrayList<>(names);
    }

    private static int mixed(int group) {
        int hash = group + (group >>> 15);
        return hash ^ hash >>> 9;
    }

    /** Of 33 modulo 2^32, by Newton's iteration. */
    private static int inverse() {
        int inverse = FACTOR;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - FACTOR * inverse;
        }
        return inverse;
    }

    /** Up to four characters as Jackson puts them together. */
    private static int group(String name, int from) {
        int group = 0;
        for (int i = from; i < Math.min(from + 4, name.length()); i++) {
            group = group << 8 | name.charAt(i);
        }
        return group;
    }

    private static String text(int group) {
        return new String(
                new byte[] {(byte) (group >>> 24), (byte) (group >>> 16), (byte) (group >>> 8), (byte) group},
                StandardCharsets.ISO_8859_1);
    }
}
