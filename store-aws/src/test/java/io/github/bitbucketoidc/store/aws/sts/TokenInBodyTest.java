package io.github.bitbucketoidc.store.aws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.aws.Stores;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step's token reaches STS, and no log on its way. */
class TokenInBodyTest {

    @Test
    void nothingIsLoggedAtAnyLevel() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoggedInAtTrace.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(output).isZero();
        assertThat(output)
                .contains(LoggedInAtTrace.DONE, "software.amazon.awssdk.utils.uri.SdkUri", "HttpURLConnection");
        for (String secret : List.of(Stores.TOKEN, "value of a", "minted secret")) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(output)
                    .doesNotContain(
                            secret,
                            URLEncoder.encode(secret, StandardCharsets.UTF_8),
                            Base64.getEncoder().withoutPadding().encodeToString(bytes),
                            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
    }

    @Test
    void isEncodedAsAForm() {
        assertThat(new TokenInBody(SecretValue.of("a+b&c=d")).filled("x=1&t=" + TokenInBody.STAND_IN + "&y=2"))
                .isEqualTo("x=1&t=a%2Bb%26c%3Dd&y=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x=1", "x=" + TokenInBody.STAND_IN + "&y=" + TokenInBody.STAND_IN})
    void refusesAFormThatHasNotExactlyOnePlaceForIt(String form) {
        TokenInBody filler = new TokenInBody(SecretValue.of(Stores.TOKEN));
        SecretStoreException failure =
                Assertions.catchThrowableOfType(SecretStoreException.class, () -> filler.filled(form));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure).hasMessageNotContaining(Stores.TOKEN);
    }
}
