package io.github.bitbucketoidc.core.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {

    private static final String UUID = "{922e118c-f34f-4226-a897-0e0afbec553d}";

    @Test
    void holdsWhatStandsThere() {
        JsonText text = JsonText.of("abc");
        assertThat(text.holds(JsonText.of("abc"), 0)).isTrue();
        assertThat(text.holds(JsonText.of("bc"), 1)).isTrue();
        assertThat(text.holds(JsonText.of(""), 3)).isTrue();
        assertThat(text.holds(JsonText.of("ab"), 1)).isFalse();
        assertThat(text.holds(JsonText.of("cd"), 2)).isFalse();
    }

    @Test
    void holdsAUuidAsAWhole() {
        assertThat(JsonText.of("a:" + UUID + ":b").holdsUuid(2)).isTrue();
        assertThat(JsonText.of("a:" + UUID).holdsUuid(2)).isTrue();
        assertThat(JsonText.of("a:" + UUID).holdsUuid(1)).isFalse();
        assertThat(JsonText.of("a:" + UUID).holdsUuid(3)).isFalse();
        assertThat(JsonText.of(UUID.substring(0, 37)).holdsUuid(0)).isFalse();
        assertThat(JsonText.of(UUID).isUuid()).isTrue();
        assertThat(JsonText.of(UUID + "x").isUuid()).isFalse();
        assertThat(JsonText.of("").holdsUuid(0)).isFalse();
    }
}
