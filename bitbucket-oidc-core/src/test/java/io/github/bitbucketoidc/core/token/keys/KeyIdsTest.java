package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack row S15: which names of keys may be looked for, written in a log and nothing else. */
class KeyIdsTest {

    private static final String ALLOWED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~+=:@{}-";

    @Row("S15")
    @Test
    void s15FewCharactersAreHarmless() {
        assertThat(IntStream.rangeClosed(0, 0xFFFF)
                        .filter(c -> KeyIds.isHarmless("a" + (char) c + "b"))
                        .filter(c -> c != '/')
                        .toArray())
                .isEqualTo(ALLOWED.chars().sorted().toArray());
    }

    @Row("S15")
    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "a/", "a//b", "./a", "../a", "a/..", "a/./b", "a/.../b", "https://a", "a:/b", "a/b:c"
            })
    void s15WhatLooksLikeAPathOrAnAddressIsNot(String kid) {
        assertThat(KeyIds.isHarmless(kid)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "issuer/key-1", "a.b/c.d", "..a/b..", "a:b", "..", "."})
    void whatAtlassianWritesIs(String kid) {
        assertThat(KeyIds.isHarmless(kid)).isTrue();
    }

    @Row("S15")
    @Test
    void s15ANameHasOneTo200Characters() {
        assertThat(KeyIds.isHarmless("")).isFalse();
        assertThat(KeyIds.isHarmless("a".repeat(200))).isTrue();
        assertThat(KeyIds.isHarmless("a".repeat(201))).isFalse();
    }
}
