package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.rows.Row;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be an issuer, up to the last character, and what is on its server. */
class IssuersTest {

    private static String ofLength(int length) {
        String start = "https://issuer.example/";
        return start + "a".repeat(length - start.length());
    }

    @Test
    void anIssuerHasAThousandCharactersAtMost() {
        assertThatCode(() -> Issuers.check(ofLength(1000))).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Issuers.check(ofLength(1001)))
                .withMessage("issuer: at most 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 443, 65535})
    void aPortIsFromOneTo65535(int port) {
        assertThatCode(() -> Issuers.check("https://issuer.example:" + port)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65536, 100_000})
    void anyOtherPortIsNone(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Issuers.check("https://issuer.example:" + port))
                .withMessage("issuer: a port from 1 to 65535");
    }

    @Row("K10")
    @ParameterizedTest
    @CsvSource({
        "https://a.example/x, https://a.example:443/keys, true",
        "https://a.example:443/x, https://a.example/keys, true",
        "http://localhost/x, http://localhost:80/keys, true",
        "https://a.example/x, https://a.example:80/keys, false",
        "http://localhost/x, http://localhost:443/keys, false",
        "https://a.example:8443/x, https://a.example:8443/keys, true",
        "https://a.example:8443/x, https://a.example/keys, false",
    })
    void k10APortThatIsNotWrittenIsThatOfTheScheme(String issuer, URI keys, boolean same) {
        assertThat(Issuers.isOfSameServer(issuer, keys)).isEqualTo(same);
    }
}
