package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids are refused before Vault is asked, and so when a policy is loaded. */
class UnreadableIdsTest {

    private static final String SAMPLE = "00000000-0000-0000-0000-000000000000";

    private final FakeLogins logins = new FakeLogins(600);
    private final FakeVault fake = FakeVault.start(logins);
    private final SecretStore store = Stores.open(Map.of(
            "address", fake.address().toString(),
            "login", Map.of("app-role", Map.of("role-id", "r")),
            "mounts", Map.of("secret", "kv-2", "team/old", "kv-1", "ssh", "other"),
            "requests", Map.of("otp", Map.of("path", "ssh/creds/otp", "write", Map.of("ip", "10.0.0.1")))));

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    secret/data/payments/db        | write secret/payments/db,
                    secret/metadata/payments/db    | write secret/payments/db,
                    secret/delete/payments/db      | write secret/payments/db,
                    secret/undelete/payments/db    | write secret/payments/db,
                    secret/destroy/payments/db     | write secret/payments/db,
                    secret/subkeys/payments/db     | write secret/payments/db,
                    unknown/data/payments          | write unknown/payments,
                    v1/secret/data/payments/db     | write secret/payments/db,
                    v1/secret/payments             | write secret/payments,
                    secret/data/%s                 | write secret/%s,
                    """)
    void saysWhatOfVaultsApiStandsInAName(String path, String fix) {
        String id = String.format(path, SAMPLE);

        assertThat(store.validate(SecretReference.to(SecretId.of(id))).orElseThrow())
                .contains("belongs to Vault's HTTP API")
                .contains(String.format(fix, SAMPLE))
                .contains("allow: [data-path]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret/payments/data/db",
                "secret/data",
                "secret/database/x",
                "team/old/data/db",
                "ssh/data/x",
                "unknown/payments/metadata",
                "otp"
            })
    void leavesNamesAloneThatOnlyLookLikeIt(String path) {
        assertThat(store.validate(SecretReference.to(SecretId.of(path)))).isEmpty();
    }

    @Test
    void takesAPathOfTheApiForANameWhenThatIsSaid() {
        try (SecretStore insisting = Stores.open(Map.of(
                "address", fake.address().toString(),
                "login", Map.of("app-role", Map.of("role-id", "r")),
                "mounts", Map.of("secret", "kv-2"),
                "allow", java.util.List.of("data-path")))) {
            assertThat(insisting.validate(SecretReference.to(SecretId.of("secret/data/payments/db"))))
                    .isEmpty();
            assertThat(Stores.field(insisting, "secret/data/payments/db", "a")).isEqualTo("for t1");
            assertThat(fake.count("secret/data/data/payments/db")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sys/mounts           | Vault's own inside (sys) is no place for secrets
                    auth/token           | Vault's own inside (auth) is no place for secrets
                    secret/a\ue000b      | Vault accepts no space but U+0020 and no private character
                    otp@1                | no version can be asked for: a request has no versions
                    otp@latest           | no version can be asked for: a request has no versions
                    secret/x@latest      | a version of a Vault secret is a number from 1 on
                    secret/x@0           | a version of a Vault secret is a number from 1 on
                    secret/x@01          | a version of a Vault secret is a number from 1 on
                    somewhere/x@latest   | a version of a Vault secret is a number from 1 on
                    somewhere/x@1234567890123456789 | a version of a Vault secret is a number from 1 on
                    team/old/x@1         | no version can be asked for: KV version 1 keeps no versions
                    ssh/creds/otp@1      | no version can be asked for: only KV version 2 keeps versions
                    secret               | this is a whole KV engine; the name of a secret is missing
                    team/old             | this is a whole KV engine; the name of a secret is missing
                    """)
    void neitherLoadedNorRead(String text, String problem) {
        SecretId id = Stores.id(text);

        assertThat(store.validate(SecretReference.to(id))).contains(problem);

        SecretStoreException failure =
                catchThrowableOfType(SecretStoreException.class, () -> store.read(Stores.request(id)));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure).hasMessageContaining(problem);
        assertThat(fake.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret/x",
                "secret/x@1",
                "secret/x@123456789012345678",
                "secret/" + SAMPLE,
                "secret/" + SAMPLE + "/x@3",
                SAMPLE,
                SAMPLE + "/x@3",
                "team/old/x",
                "team",
                "team/" + SAMPLE,
                "ssh",
                "ssh/creds/otp",
                "otp",
                "otp/" + SAMPLE,
                "somewhere",
                "somewhere/x@7",
                "system/x",
                "a/sys/x"
            })
    void nothingElseIsRefusedAndVaultIsNotAsked(String text) {
        assertThat(store.validate(SecretReference.to(Stores.id(text)))).isEmpty();
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void whatVaultToldOfItsMountsRefusesNothingAtTheNextLoading() {
        logins.butFirst(request -> request.path().startsWith("sys/internal/ui/mounts")
                ? FakeAnswer.json(200, FakeAnswer.KV2.replace("secret/", "told/"))
                : null);
        assertThat(Stores.read(store, "told/x")).isNotEmpty();

        assertThat(store.validate(SecretReference.to(Stores.id("told")))).isEmpty();
    }
}
