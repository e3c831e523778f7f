package io.github.bitbucketoidc.store.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallerLoginTest {

    private static final SecretValue TOKEN = SecretValue.of("eyJ0.eyJz.c2ln");
    private static final Caller STEP =
            Caller.builder(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3)).build();

    @Test
    void refusesAStepWhoseTokenWasNotHandedOver() {
        SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> CallerLogin.token(STEP));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    }

    @Test
    void saysWhichRepositoryHasNoRole() {
        SecretStoreException failure = CallerLogin.noRole("login.step", STEP);
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure)
                .hasMessage(
                        "login.step: no role for repository " + new UUID(2, 2) + ", which deploys to no environment");
    }

    @Test
    void remembersEachTokenAndEachRoleUnderAKeyOfItsOwn() {
        String key = CallerLogin.key(TOKEN, "deploy");
        assertThat(CallerLogin.key(SecretValue.of("eyJ0.eyJz.c2ln"), "deploy")).isEqualTo(key);
        assertThat(CallerLogin.key(TOKEN, "other")).isNotEqualTo(key);
        assertThat(CallerLogin.key(SecretValue.of("eyJ0.eyJz.c2lo"), "deploy")).isNotEqualTo(key);
        assertThat(key).hasSize(64).doesNotContain("eyJ0");
    }

    @Test
    void digestsAsTheStandardSays() {
        // NIST's example of one block
        assertThat(Sha256.hex(new byte[] {'a', 'b', 'c'}))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void readsUuidsWithBracesOrWithout() {
        UUID uuid = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");
        assertThat(UuidText.parse("{1DE489BE-ce6a-42a0-a8c8-eadbf1174ac7}")).contains(uuid);
        assertThat(UuidText.parse(uuid.toString())).contains(uuid);
        assertThat(UuidText.parse("1-1-1-1-1")).isEmpty();
        assertThat(UuidText.parse("payments")).isEmpty();
    }
}
