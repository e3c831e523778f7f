package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "01234567-89ab-cdef-fedc-ba9876543210",
                "80000000-0000-0000-8000-000000000001"
            })
    void areReadInBothCasesWithAndWithoutBraces(String text) {
        UUID uuid = UUID.fromString(text);
        assertThat(Uuids.parse(text)).isEqualTo(uuid);
        assertThat(Uuids.parse("{" + text.toUpperCase(Locale.ROOT) + "}")).isEqualTo(uuid);
    }

    @Row("C14")
    @Test
    @DisplayName("C14 a UUID with one other character in any place is none")
    void c14EveryCharacterCounts() {
        String text = "01234567-89ab-cdef-fedc-ba9876543210";
        for (int i = 0; i < text.length(); i++) {
            for (char other : "/:@G`g-\u0080\uFF11".toCharArray()) {
                if (text.charAt(i) != other) {
                    String changed = text.substring(0, i) + other + text.substring(i + 1);
                    assertThat(Uuids.parse(changed)).as(changed).isNull();
                    assertThat(Uuids.parse("{" + changed + "}")).as(changed).isNull();
                }
            }
        }
    }
}
