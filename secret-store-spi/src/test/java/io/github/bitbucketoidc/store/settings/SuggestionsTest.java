package io.github.bitbucketoidc.store.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final List<String> KNOWN = List.of("address", "role-id", "time-out", "a", "token");

    @ParameterizedTest
    @CsvSource({
        "adress,address",
        "addres,address",
        "adderss,address",
        "ADDRESS,address",
        "role_id,role-id",
        "roleId,role-id",
        "roleid,role-id",
        "timeout,time-out",
        "tokne,token",
        "b,a"
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(Suggestions.nearest(written, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"secret", "xyz", "namespace", "rule", "''"})
    void findsNothingWhenNothingIsNear(String written) {
        assertThat(Suggestions.nearest(written, KNOWN)).isEmpty();
    }

    @Test
    void doesNotLookAtVeryLongWords() {
        assertThat(Suggestions.nearest("x".repeat(65), List.of("x".repeat(65)))).isEmpty();
        assertThat(Suggestions.nearest("x".repeat(64), List.of("x".repeat(65)))).isEmpty();
        assertThat(Suggestions.nearest("x", List.of())).isEmpty();
    }
}
