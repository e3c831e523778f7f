package io.github.bitbucketoidc.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A text that stands among others, of which nothing before it and behind it counts. */
class JsonTextTest {

    private static final String UUID = "{922e118c-f34f-4226-a897-0e0afbec553d}";

    private static JsonText inside(String text) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.US_ASCII);
        return new JsonText(bytes, 1, bytes.length - 1);
    }

    @Test
    void holdsWhatStandsThere() {
        JsonText text = inside("abc");
        assertThat(text.holds(JsonText.of("abc"), 0)).isTrue();
        assertThat(text.holds(JsonText.of("bc"), 1)).isTrue();
        assertThat(text.holds(JsonText.of(""), 3)).isTrue();
        assertThat(text.holds(JsonText.of("ab"), 1)).isFalse();
    }

    @Test
    void holdsNothingBehindItsEnd() {
        assertThat(inside("abc").holds(JsonText.of("cy"), 2)).isFalse();
        assertThat(inside("abc").holds(JsonText.of("abcy"), 0)).isFalse();
        assertThat(inside("abc").holds(JsonText.of("cyz"), 2)).isFalse();
    }

    @Test
    void holdsAUuidAsAWhole() {
        assertThat(inside("a:" + UUID + ":b").holdsUuid(2)).isTrue();
        assertThat(inside("a:" + UUID).holdsUuid(2)).isTrue();
        assertThat(inside("a:" + UUID).holdsUuid(1)).isFalse();
        assertThat(inside("a:" + UUID).holdsUuid(3)).isFalse();
        byte[] behind = ("a:" + UUID).getBytes(StandardCharsets.US_ASCII);
        assertThat(new JsonText(behind, 0, behind.length).holdsUuid(2)).isTrue();
        assertThat(new JsonText(behind, 0, behind.length - 1).holdsUuid(2)).isFalse();
        byte[] bytes = UUID.getBytes(StandardCharsets.US_ASCII);
        assertThat(new JsonText(bytes, 0, bytes.length - 1).holdsUuid(0)).isFalse();
        assertThat(new JsonText(bytes, 0, bytes.length - 1).isUuid()).isFalse();
        assertThat(new JsonText(bytes, 0, bytes.length).isUuid()).isTrue();
        assertThat(inside("").holdsUuid(0)).isFalse();
    }

    @Test
    void isEqualByItsCharacters() {
        assertThat(inside("abc").isEqualTo(JsonText.of("abc"))).isTrue();
        assertThat(inside("abc").isEqualTo(JsonText.of("abcy"))).isFalse();
        assertThat(inside("abc").isEqualTo(JsonText.of("ab"))).isFalse();
        assertThat(inside("abc").text()).isEqualTo("abc");
        assertThat(inside("abc").length()).isEqualTo(3);
        assertThat(inside("abc").at(2)).isEqualTo((byte) 'c');
    }
}
