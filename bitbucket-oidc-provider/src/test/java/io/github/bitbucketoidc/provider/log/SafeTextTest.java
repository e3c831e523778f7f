package io.github.bitbucketoidc.provider.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Row("H10")
    @Test
    @DisplayName("H10 what breaks, colours, hides in or turns a line around is shown as its code point")
    void h10EscapesWhatIsNotVisible() {
        assertThat(SafeText.of("a\r\nb")).isEqualTo("a\\u{d}\\u{a}b");
        assertThat(SafeText.of("\u001b[31m")).isEqualTo("\\u{1b}[31m");
        assertThat(SafeText.of("main\u0085")).isEqualTo("main\\u{85}");
        assertThat(SafeText.of("\u202emain\u2028\u2029\u200b")).isEqualTo("\\u{202e}main\\u{2028}\\u{2029}\\u{200b}");
        assertThat(SafeText.of("\ud800")).isEqualTo("\\u{d800}");
        assertThat(SafeText.of("\u00a0\u3000")).isEqualTo("\\u{a0}\\u{3000}");
        assertThat(SafeText.of("${jndi:ldap://x}")).isEqualTo("${jndi:ldap://x}");
    }

    @Test
    void keepsWhatPeopleWrite() {
        assertThat(SafeText.of("feature/Stra\u00dfe-\u6f22\u5b57-\ud83d\ude00"))
                .isEqualTo("feature/Stra\u00dfe-\u6f22\u5b57-\ud83d\ude00");
    }

    @Test
    void shortensToTwoHundredCharacters() {
        assertThat(SafeText.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(SafeText.of("x".repeat(201))).isEqualTo("x".repeat(199) + "\u2026");
        assertThat(SafeText.of("\n".repeat(1_000_000))).hasSizeLessThanOrEqualTo(200);
    }

    @Property
    void isShortVisibleAndStable(@ForAll String text) {
        String safe = SafeText.of(text);

        assertThat(safe.length()).isLessThanOrEqualTo(200);
        assertThat(safe.codePoints().noneMatch(Character::isISOControl)).isTrue();
        assertThat(SafeText.of(safe)).isEqualTo(safe);
    }
}
