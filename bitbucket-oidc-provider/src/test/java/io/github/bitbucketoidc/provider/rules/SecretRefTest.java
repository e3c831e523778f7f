package io.github.bitbucketoidc.provider.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.provider.names.ReferenceException;
import io.github.bitbucketoidc.provider.policy.Sample;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRefTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "s:p, s, p, -, -",
                "s:p#f, s, p, -, f",
                "s:a/b@7#f, s, a/b, 7, f",
                "s:a@@b, s, a@b, -, -",
                "s:a@@b@1, s, a@b, 1, -",
                "s:a@@@1, s, a@, 1, -",
                "s:a@@, s, a@, -, -",
                "s:@@, s, @, -, -",
                "s:p#a@b#c:d, s, p, -, a@b#c:d",
                "s:a:b, s, a:b, -, -",
                "s:{repository}, s, {repository}, -, -",
                "s:a/{workspace}/{environment}@v#f, s, a/{workspace}/{environment}, v, f"
            })
    void isAStoreAPathAVersionAndAField(String text, String store, String path, String version, String field) {
        SecretRef ref = SecretRef.parse(text);
        assertThat(ref.store()).isEqualTo(store);
        assertThat(ref.path()).isEqualTo(path);
        assertThat(ref.version()).isEqualTo(Optional.ofNullable(version));
        assertThat(ref.field()).isEqualTo(Optional.ofNullable(field));
        assertThat(ref).hasToString(text).isEqualTo(SecretRef.parse(text));
        assertThat(Delivery.of("NAME", ref)).hasToString("NAME: " + text);
    }

    @Test
    void isAnotherOneWithAnyOtherPart() {
        SecretRef ref = SecretRef.parse("s:p@1#f");
        for (String other : new String[] {"t:p@1#f", "s:q@1#f", "s:p@2#f", "s:p@1#g", "s:p#f", "s:p@1"}) {
            assertThat(SecretRef.parse(other)).as(other).isNotEqualTo(ref);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "p, 0",
        ":p, 0",
        "s:, 2",
        "s:#f, 2",
        "s:a//b, 2",
        "s:p#, 3",
        "s:p@, 4",
        "s:p@1@x!, 6",
        "s:a{b}, 3",
        "s:a/b}, 5",
        "s:{repository}x, 2",
        "s:x/{branch}, 4",
        "s:p#{repository}, 4",
        "s:p#a}, 5"
    })
    void isRefusedAtTheCharacterThatIsWrong(String text, int offset) {
        ReferenceException refused = catchThrowableOfType(ReferenceException.class, () -> SecretRef.parse(text));
        assertThat(refused).as(text).isNotNull();
        assertThat(refused.offset()).isEqualTo(offset);
        assertThat(refused.hint()).isNotEmpty();
    }

    @Test
    @Row("R17")
    void r17IsFilledWithTheStepsUuidsAndNothingElse() {
        UUID uuid = UUID.fromString(Sample.PAYMENTS);
        SecretRef own = SecretRef.parse("s:{workspace}/{repository}/{environment}@3#f");
        assertThat(own.placeholders())
                .containsExactlyInAnyOrder(ClaimWord.WORKSPACE, ClaimWord.REPOSITORY, ClaimWord.ENVIRONMENT);
        assertThat(own.secret(word -> uuid)).isEqualTo(SecretId.of(uuid + "/" + uuid + "/" + uuid, "3"));
        SecretRef constant = SecretRef.parse("s:a/b");
        SecretId once = constant.secret(word -> {
            throw new AssertionError("nothing is to be filled");
        });
        assertThat(once).isEqualTo(SecretId.of("a/b"));
        assertThat(constant.secret(word -> uuid)).isSameAs(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "A_*", "*_Z"})
    void aWildcardTakesNoSingleField(String variable) {
        assertThat(Delivery.anyName(variable, SecretRef.parse("s:p")).isWildcard())
                .isTrue();
        assertThat(Delivery.of("NAME", SecretRef.parse("s:p#f")).isWildcard()).isFalse();
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class, () -> Delivery.anyName(variable, SecretRef.parse("s:p#f"))))
                .hasMessageContaining("'*' stands for all fields");
    }
}
