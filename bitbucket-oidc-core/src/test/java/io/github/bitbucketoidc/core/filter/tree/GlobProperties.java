package io.github.bitbucketoidc.core.filter.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.filter.PlainEvaluator;
import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.rows.Row;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** The laws of globs. */
class GlobProperties {

    private static final int LONG = 100_000;

    @Property
    void agreesWithTryingEverything(
            @ForAll @Chars({'a', 'b', '/', '*', '?'}) @StringLength(min = 1, max = 8) String pattern,
            @ForAll @Chars({'a', 'b', '/'}) @StringLength(max = 9) String text) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(PlainEvaluator.glob(pattern, text));
    }

    @Row("R2")
    @Property
    void r2OneStarNeverCrossesASlash(
            @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(min = 1, max = 12) String pattern,
            @ForAll @Chars({'a', 'b', '/'}) @StringLength(max = 12) String text) {
        if (!pattern.contains("**") && text.contains("/")) {
            assertThat(Glob.of(pattern).matches(text)).isFalse();
        }
    }

    @Property
    void r3r7WhatIsNoWildcardMatchesItselfOnly(
            @ForAll @StringLength(min = 1, max = 40) String literal, @ForAll String other) {
        if (Quoting.hasLoneSurrogate(literal) || literal.contains("*") || literal.contains("?")) {
            return;
        }
        assertThat(Glob.of(literal).matches(literal)).isTrue();
        assertThat(Glob.of(literal).matches(other)).isEqualTo(literal.equals(other));
    }

    @Property
    void aTextIsDataWhateverItHolds(@ForAll String text) {
        assertThat(Glob.of("**").matches(text)).isEqualTo(!text.isEmpty());
        assertThat(Glob.of("*").matches(text)).isEqualTo(!text.isEmpty() && !text.contains("/"));
        assertThat(Glob.of("?").matches(text))
                .isEqualTo(text.codePointCount(0, text.length()) == 1 && !text.equals("/"));
    }

    @Row("R5")
    @Property(tries = 50)
    void r5CostsOneStepForEachCharacterAndSixtyFourTokens(
            @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(min = 1, max = 1024) String pattern,
            @ForAll @IntRange(min = 0, max = 2) int end,
            @ForAll @CharRange(from = 'a', to = 'b') char body) {
        String text = String.valueOf(body).repeat(LONG - 1) + "ab/".charAt(end);
        Glob.Work work = new Glob.Work();
        Glob.of(pattern).matches(text, work);
        assertThat(work.words).isLessThanOrEqualTo((long) LONG * (pattern.length() / 64 + 1));
    }
}
