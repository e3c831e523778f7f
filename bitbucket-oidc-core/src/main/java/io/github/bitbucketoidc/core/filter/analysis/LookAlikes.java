package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import io.github.bitbucketoidc.core.text.Quoting;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/** Finds the differences that are left out when a rule and a claim are looked at instead of compared. Used for explanations only. */
final class LookAlikes {

    /** Cyrillic and Greek letters, dotless i and script g, each with the ASCII letter that it looks like. */
    private static final String FOREIGN =
            "\u0430a\u0435e\u043eo\u0440p\u0441c\u0443y\u0445x\u0456i\u0458j\u0455s\u0501d\u04bbh\u051bq\u051dw"
                    + "\u0410A\u0412B\u0415E\u041aK\u041cM\u041dH\u041eO\u0420P\u0421C\u0422T\u0425X\u0405S\u0406I\u0408J"
                    + "\u03b1a\u03bfo\u03bdv\u03c1p\u03b9i\u03bak\u0391A\u0392B\u0395E\u0396Z\u0397H\u0399I\u039aK\u039cM"
                    + "\u039dN\u039fO\u03a1P\u03a4T\u03a5Y\u03a7X\u0131i\u0261g\u0196I";

    private static final List<String> PREFIXES = List.of("refs/heads/", "refs/tags/", "heads/");

    private LookAlikes() {}

    /** What a predicate's value and the claim's differ in, if it is only that; none when they differ for real or not at all. */
    static Set<LookAlike> of(Predicate predicate, Claims claims) {
        for (String wanted : predicate.texts()) {
            for (String actual : actual(claims, predicate.claim().name())) {
                Set<LookAlike> differences = between(wanted, actual, predicate::accepts);
                if (!differences.isEmpty()) {
                    return differences;
                }
            }
        }
        return typeOnly(predicate, claims) ? EnumSet.of(LookAlike.TYPE) : Set.of();
    }

    private static Set<LookAlike> between(String wanted, String actual, BiPredicate<String, String> same) {
        EnumSet<LookAlike> needed = EnumSet.complementOf(EnumSet.of(LookAlike.TYPE));
        if (same.test(wanted, actual) || !same.test(fold(wanted, needed), fold(actual, needed))) {
            return Set.of();
        }
        for (LookAlike candidate : LookAlike.values()) {
            if (needed.remove(candidate) && !same.test(fold(wanted, needed), fold(actual, needed))) {
                needed.add(candidate);
            }
        }
        return needed;
    }

    private static List<String> actual(Claims claims, String name) {
        return claims.text(name).map(List::of).orElseGet(() -> claims.list(name));
    }

    /** Whether the claim is a text that spells the wanted number or flag, or the other way round. */
    private static boolean typeOnly(Predicate predicate, Claims claims) {
        ClaimValue actual = claims.value(predicate.claim());
        return actual != null
                && predicate.values().stream()
                        .anyMatch(value -> value.getClass() != actual.getClass()
                                && plain(value).equals(plain(actual)));
    }

    private static String plain(ClaimValue value) {
        return value instanceof ClaimValue.Text text ? text.value() : value.toString();
    }

    private static String fold(String text, Set<LookAlike> differences) {
        String folded = text;
        for (LookAlike difference : differences) {
            folded = fold(folded, difference);
        }
        return folded;
    }

    private static String fold(String text, LookAlike difference) {
        return switch (difference) {
            case TYPE -> text;
            case REF_PREFIX -> withoutPrefix(text);
            case INVISIBLE -> without(text, c -> Quoting.isHidden(c) && !isSpace(c));
            case WHITESPACE -> without(text, LookAlikes::isSpace);
            case BRACES -> without(text, c -> c == '{' || c == '}');
            case NORMALIZATION -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case LETTERS -> latin(text);
            case CASE -> lower(text);
        };
    }

    private static String withoutPrefix(String text) {
        for (String prefix : PREFIXES) {
            if (text.startsWith(prefix)) {
                return text.substring(prefix.length());
            }
        }
        return text;
    }

    private static String without(String text, IntPredicate dropped) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(dropped.negate()).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Each letter by itself, so that accents stay what they are. */
    private static String latin(String text) {
        StringBuilder latin = new StringBuilder();
        text.codePoints().forEach(c -> latin.append(latin(c)));
        return latin.toString();
    }

    private static String latin(int c) {
        String letter = Character.toString(c);
        int index = c < 0x80 ? -1 : FOREIGN.indexOf(c);
        if (index >= 0) {
            return FOREIGN.substring(index + 1, index + 2);
        }
        String compatible = Normalizer.normalize(letter, Normalizer.Form.NFKC);
        return compatible.chars().allMatch(plain -> plain < 0x80) ? compatible : letter;
    }

    /** Without the Kelvin sign and its like, whose lower case is ASCII: they are letters that only look the same. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        text.codePoints()
                .map(c -> c >= 0x80 && Character.toLowerCase(c) < 0x80 ? c : Character.toLowerCase(c))
                .forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
