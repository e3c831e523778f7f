package io.github.bitbucketoidc.provider.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c",
                "bearer a.b.c",
                "BEARER a.b.c",
                "bEaReR a.b.c",
                "Bearer  a.b.c",
                "bearer    a.b.c",
                "a.b.c"
            })
    void takesTheWordWithAndWithoutTheScheme(String line) {
        assertThat(Credential.from(List.of(line))).contains("a.b.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "Basic", "Token.with=chars", "Bearer=abc", "Bearerabc", "a~b_c+d/e=-", "=", "."})
    void takesAnyOtherSingleWordAsACredentialForTheVerifierToRefuse(String line) {
        assertThat(Credential.from(List.of(line))).contains(line);
    }

    @Row("H1")
    @ParameterizedTest
    @DisplayName("H1 what is not one well-formed word is malformed")
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "bearer",
                "Bearer ",
                " Bearer abc",
                " abc",
                "abc ",
                "Bearer abc ",
                "Bearer   ",
                "Bearer\tabc",
                "Bearer \tabc",
                "Bearer\t abc",
                "Bearer  abc ",
                "Bearer  a  b",
                "Basic  abc",
                "Bearer abc\t",
                "\tabc",
                "Bearer a b",
                "Bearer a,b",
                "Bearer a, Bearer b",
                "a,b",
                "Basic abc",
                "Basic dXNlcjpwYXNz",
                "Digest username=x",
                "Token abc",
                "Bearer abc\u0000",
                "a\u0000bc",
                "Bearer \"abc\"",
                "Bearer abc;d",
                "Bearer abc\r\nX: y",
                "Bearer abc\u00e9",
                "Bearer \u212Aabc",
                "Bearer\u00a0abc",
                "B\u00e9arer abc",
                "{\"payload\":\"x\"}",
                "Bearer {abc}",
                "Bearer Bearer abc"
            })
    void h1RefusesWhatIsNotOneWord(String line) {
        assertThat(Credential.from(List.of(line))).isEmpty();
    }

    @Row("H1")
    @Test
    @DisplayName("H1 none or two Authorization lines are malformed, equal or not")
    void h1RefusesOtherThanOneLine() {
        assertThat(Credential.from(List.of())).isEmpty();
        assertThat(Credential.from(List.of("Bearer abc", "Bearer abc"))).isEmpty();
        assertThat(Credential.from(List.of("Bearer abc", ""))).isEmpty();
    }

    @Row("C15")
    @Test
    @DisplayName("C15 letters that fold to ASCII ones elsewhere do not make a scheme")
    void c15SchemeIsAsciiOnly() {
        assertThat(Credential.from(List.of("beareR abc"))).contains("abc");
        assertThat(Credential.from(List.of("be\u0430rer abc"))).isEmpty();
        assertThat(Credential.from(List.of("BEARE\u0012 abc"))).isEmpty(); // 0x12 | 0x20 is not a letter, but near one
    }
}
