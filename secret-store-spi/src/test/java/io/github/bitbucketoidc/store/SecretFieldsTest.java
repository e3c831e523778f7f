package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.rows.Row;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretFieldsTest {

    private static final Map<String, SecretValue> FIELDS = Map.of("user", SecretValue.of("u"));

    @Row("H5")
    @Test
    void h5AMalformedFieldIsNamedAndIsNoField() {
        Secret secret = Secret.ofFields(FIELDS, Set.of("port")).withVersion("3");

        assertThat(secret.fields()).containsOnlyKeys("user");
        assertThat(secret.malformedFields()).containsExactly("port");
    }

    @Test
    void aFieldCannotBeBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.ofFields(FIELDS, Set.of("user")))
                .withMessageStartingWith("malformedFields");
    }

    @Test
    void aSecretOfTextsHasNone() {
        assertThat(Secret.ofFields(FIELDS).malformedFields()).isEmpty();
        assertThat(Secret.ofText(SecretValue.of("x")).malformedFields()).isEmpty();
    }
}
