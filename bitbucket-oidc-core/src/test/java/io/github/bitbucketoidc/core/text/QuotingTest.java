package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingTest {

    @Row("H10")
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 0x1F, 0x7F, 0x80, 0xA0, 0xAD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x202E,
                0x2028, 0x2029, 0x205F, 0x2060, 0x2065, 0x206F, 0x2800, 0x3000, 0x3164, 0xD800, 0xDFFF, 0xFDD0, 0xFDEF,
                0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF8, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE0000, 0xE0020,
                0xE0FFF
            })
    @DisplayName("H10 what nobody can see is shown by its number")
    void h10ShowWhatNobodyCanSee(int codePoint) {
        assertThat(Quoting.visible("a" + Character.toString(codePoint) + "b"))
                .isEqualTo("a\\u{" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT) + "}b");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                ' ', '~', 0xA1, 0x0350, 0x115E, 0x1161, 0x17B3, 0x17B6, 0x180A, 0x1810, 0x2070, 0x27FF, 0x2801, 0x3165,
                0xFDCF, 0xFDF0, 0xFE10, 0xFFFC, 0xFFFD, 0xE1000, 0x1F680
            })
    void leaveTheRest(int codePoint) {
        assertThat(Quoting.visible(Character.toString(codePoint))).isEqualTo(Character.toString(codePoint));
    }
}
