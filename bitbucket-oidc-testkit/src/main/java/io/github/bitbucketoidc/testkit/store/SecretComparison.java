package io.github.bitbucketoidc.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.Map;
import java.util.Objects;

/** Holds what a store answered against what is there; no message shows a value. */
final class SecretComparison {

    private SecretComparison() {}

    static void assertSame(Map<SecretId, Secret> expected, Map<SecretId, Secret> answer) {
        assertThat(answer.keySet())
                .as("the secrets that are there and were asked for")
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((id, secret) -> assertSame(id, secret, Objects.requireNonNull(answer.get(id))));
    }

    private static void assertSame(SecretId id, Secret expected, Secret actual) {
        assertThat(actual.text().isPresent())
                .as("whether %s has a whole text", id)
                .isEqualTo(expected.text().isPresent());
        expected.text()
                .ifPresent(text ->
                        assertSame("the text of " + id, text, actual.text().orElseThrow()));
        assertThat(actual.fields().keySet())
                .as("the fields of %s", id)
                .containsExactlyInAnyOrderElementsOf(expected.fields().keySet());
        expected.fields()
                .forEach((name, value) -> assertSame(
                        "the field " + name + " of " + id,
                        value,
                        Objects.requireNonNull(actual.fields().get(name))));
        if (expected.version().isPresent()) {
            assertThat(actual.version()).as("the version of %s", id).isEqualTo(expected.version());
        }
    }

    private static void assertSame(String what, SecretValue expected, SecretValue actual) {
        assertThat(actual.sameAs(expected)).as("%s is what is there", what).isTrue();
    }
}
