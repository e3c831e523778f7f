package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Attack row R17: whatever text is tried as a path, what is accepted means only itself. */
class SecretPathProperties {

    @Provide
    Arbitrary<String> nastyTexts() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3, Arbitraries.strings().withChars("ab./").ofMaxLength(8)),
                net.jqwik.api.Tuple.of(
                        2,
                        Arbitraries.strings()
                                .withChars("a.%2e/?#\\@\u0000\u0085\u2028\n \ud800\udc00")
                                .ofMaxLength(8)),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(20)));
    }

    private static Optional<SecretPath> accepted(String text) {
        try {
            return Optional.of(SecretPath.of(text));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("a secret path ");
            return Optional.empty();
        }
    }

    @Row("R17")
    @Property
    void r17IsTheTextThatItWasMadeFrom(@ForAll("nastyTexts") String text) {
        accepted(text).ifPresent(path -> {
            assertThat(path).hasToString(text);
            assertThat(String.join("/", path.segments())).isEqualTo(text);
        });
    }

    @Row("R17")
    @Property
    void r17StaysBelowItsFolder(@ForAll("nastyTexts") String text) {
        Path root = Path.of("/root");
        accepted(text)
                .filter(path -> path.toString().chars().allMatch(c -> c < 128))
                .ifPresent(path -> {
                    Path below = root.resolve(path.toString()).normalize();
                    assertThat(below).startsWithRaw(root);
                    assertThat(below.getNameCount())
                            .isEqualTo(root.getNameCount() + path.segments().size());
                });
    }

    @Row("R17")
    @Property
    void r17IsNothingButThePathOfAUrl(@ForAll("nastyTexts") String text) {
        accepted(text).ifPresent(path -> {
            URI uri = url(path);
            assertThat(uri.getPath()).isEqualTo("/v1/" + text);
            assertThat(uri.getRawQuery()).isNull();
            assertThat(uri.getRawFragment()).isNull();
            assertThat(uri.normalize()).isEqualTo(uri);
        });
    }

    private static URI url(SecretPath path) {
        try {
            return new URI("https", "vault.example", "/v1/" + path, null);
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(path.toString(), e);
        }
    }

    @Property
    void anIdIsWrittenAsAPolicyWritesIt(@ForAll("nastyTexts") String text) {
        accepted(text).ifPresent(path -> {
            String written = new SecretId(path, Optional.of("3")).toString();
            int at = written.lastIndexOf('@');
            assertThat(written.substring(at + 1)).isEqualTo("3");
            assertThat(written.substring(0, at).replace("@@", "@")).isEqualTo(text);
        });
    }
}
