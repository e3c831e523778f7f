package io.github.bitbucketoidc.core.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.nimbusds.jose.jwk.JWKSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryVersionsTest {

    private static final LibraryVersions.Library NIMBUS =
            new LibraryVersions.Library("Nimbus JOSE + JWT", "com.nimbusds", "nimbus-jose-jwt", "10.5", JWKSet.class);

    @Test
    void passesTheLibrariesOfThisBuild() {
        assertThatCode(() -> LibraryVersions.check(List.of(NIMBUS))).doesNotThrowAnyException();
    }

    @Test
    void namesBothVersionsTheArchiveAndTheFix() {
        assertThat(LibraryVersions.complaint(NIMBUS, "9.37.4").orElseThrow())
                .startsWith("Nimbus JOSE + JWT 9.37.4 is too old: this library needs 10.5 or newer.")
                .contains("nimbus-jose-jwt-", "; fix: put com.nimbusds:nimbus-jose-jwt:10.5 or newer into");
    }

    @ParameterizedTest
    @CsvSource({
        "9.37.4, 10.5, true",
        "10.4.2, 10.5, true",
        "10.5, 10.5, false",
        "10.5.0, 10.5, false",
        "10.10, 10.5, false",
        "11, 10.5, false",
        "2.17.3, 2.18.0, true",
        "2.18.0-rc1, 2.18.0, false",
        "1.7.36, 2.0.0, true",
        "unknown, 2.0.0, false",
        "'', 2.0.0, false"
    })
    void comparesNumbersNotTexts(String found, String oldest, boolean older) {
        assertThat(LibraryVersions.isOlder(found, oldest)).isEqualTo(older);
    }
}
