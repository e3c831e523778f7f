package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStore.Sharing;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@NeedsVault
class KvReadIT {

    private static VaultApi api;
    private static SecretStore store;

    @BeforeAll
    static void prepare() {
        VaultServer server = VaultServer.shared();
        api = server.api();
        api.mount("old", "kv", "1");
        api.mount("team/a/kv", "kv", "2");
        api.putSecret("cerbos/hub", "{\"client_id\": \"id-1\", \"client_secret\": \"first\"}");
        api.putSecret("cerbos/hub", "{\"client_id\": \"id-1\", \"client_secret\": \"second\"}");
        api.write("old/plain", Map.of("user", "u", "password", "p"));
        api.writeJson("team/a/kv/data/x/y", "{\"data\": {\"k\": \"deep\"}}");
        store = Stores.open(server.address(), VaultServer.ROOT);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Nested
    class WhatIsThere {

        @Test
        void readsTheCurrentVersionAndSaysWhichItIs() {
            Secret secret = Stores.read(store, "secret/cerbos/hub").get(SecretId.of("secret/cerbos/hub"));

            assertThat(secret.fields()).containsOnlyKeys("client_id", "client_secret");
            assertThat(secret.fields().get("client_secret").reveal()).isEqualTo("second");
            assertThat(secret.version()).contains("2");
            assertThat(secret.text()).isEmpty();
            assertThat(secret.lease()).isEmpty();
        }

        @Test
        void readsAPinnedVersion() {
            assertThat(Stores.field(store, "secret/cerbos/hub@1", "client_secret"))
                    .isEqualTo("first");
        }

        @Test
        void readsKvVersionOne() {
            assertThat(Stores.field(store, "old/plain", "password")).isEqualTo("p");
        }

        @Test
        void findsAMountOfSeveralSegments() {
            assertThat(Stores.field(store, "team/a/kv/x/y", "k")).isEqualTo("deep");
        }

        @Test
        void readsSeveralAtOnce() {
            Map<SecretId, Secret> secrets = Stores.read(
                    store, "secret/cerbos/hub", "secret/cerbos/hub@1", "old/plain", "team/a/kv/x/y", "secret/no");

            assertThat(secrets).hasSize(4);
            assertThat(Stores.field(secrets, "secret/cerbos/hub@1", "client_secret"))
                    .isEqualTo("first");
        }

        @Test
        void isSharedOnceItIsKnownToBeKv() {
            Stores.read(store, "secret/cerbos/hub");

            assertThat(store.sharing()).isEqualTo(Sharing.SHARED);
            assertThat(store.sharing(SecretId.of("secret/any"))).isEqualTo(Sharing.SHARED);
            assertThat(store.sharing(SecretId.of("never/asked"))).isEqualTo(Sharing.CALLER);
            assertThat(store.needsCallerToken()).isFalse();
        }
    }

    @Nested
    class WhatIsNotThere {

        @Test
        void aMissingSecretIsAbsent() {
            assertThat(Stores.read(store, "secret/nobody", "old/nobody", "secret/cerbos/hub@9"))
                    .isEmpty();
        }

        @Test
        void aDeletedAndADestroyedVersionAreAbsent() {
            api.putSecret("gone", "{\"a\": \"1\"}");
            api.putSecret("gone", "{\"a\": \"2\"}");
            api.putSecret("gone", "{\"a\": \"3\"}");
            api.writeJson("secret/destroy/gone", "{\"versions\": [1]}");
            api.delete("secret/data/gone");

            assertThat(Stores.read(store, "secret/gone", "secret/gone@1", "secret/gone@2", "secret/gone@3"))
                    .containsOnlyKeys(SecretId.of("secret/gone", "2"));
        }
    }

    @Nested
    class WhatIsRefused {

        @Test
        void aMountThatIsNotThere() {
            assertRefused(Kind.MISCONFIGURED, "no secrets engine", "nomount/a/b");
        }

        @Test
        void aWholeEngine() {
            assertRefused(Kind.MISCONFIGURED, "whole KV engine", "team/a/kv");
        }

        @Test
        void aVersionThatIsNoNumber() {
            assertRefused(Kind.MISCONFIGURED, "number from 1", "secret/cerbos/hub@latest");
            assertRefused(Kind.MISCONFIGURED, "number from 1", "secret/cerbos/hub@0");
        }

        @Test
        void aVersionOfWhatHasNone() {
            assertRefused(Kind.MISCONFIGURED, "keeps no versions", "old/plain@1");
        }

        @Test
        void whatPolicyDoesNotAllow() {
            api.policy("one", "path \"secret/data/allowed\" { capabilities = [\"read\"] }");
            String token = api.newToken("one", "5m").text("client_token").orElseThrow();
            try (SecretStore narrow = Stores.open(VaultServer.shared().address(), token)) {
                assertThat(Stores.read(narrow, "secret/allowed")).isEmpty();
                assertThatThrownBy(() -> Stores.read(narrow, "secret/cerbos/hub"))
                        .isInstanceOfSatisfying(SecretStoreException.class, e -> {
                            assertThat(e.kind()).isEqualTo(Kind.DENIED);
                            assertThat(e.ids()).containsExactly(SecretId.of("secret/cerbos/hub"));
                        });
            }
        }

        @Test
        void whatNoPolicyShows() {
            String token = api.newToken("default", "5m").text("client_token").orElseThrow();
            try (SecretStore blind = Stores.open(VaultServer.shared().address(), token)) {
                assertThatThrownBy(() -> Stores.read(blind, "secret/cerbos/hub"))
                        .isInstanceOfSatisfying(
                                SecretStoreException.class,
                                e -> assertThat(e.kind()).isEqualTo(Kind.DENIED));
            }
        }

        @Test
        void theInsideOfVaultWhereOurOwnTokenCouldBeRead() {
            assertRefused(Kind.MISCONFIGURED, "own inside", "auth/token/lookup-self");
            assertRefused(Kind.MISCONFIGURED, "own inside", "sys/mounts");
            assertRefused(Kind.MISCONFIGURED, "own inside", "cubbyhole/x");
        }

        private void assertRefused(Kind kind, String message, String path) {
            assertThatThrownBy(() -> Stores.read(store, path))
                    .isInstanceOfSatisfying(SecretStoreException.class, e -> {
                        assertThat(e.kind()).isEqualTo(kind);
                        assertThat(e.ids()).containsExactly(Stores.id(path));
                    })
                    .hasMessageContaining(message);
        }
    }

    @Nested
    class Fields {

        @Row({"H5", "F6"})
        @Test
        void h5WhatIsNoTextIsThereAndMalformed() {
            api.putSecret("mixed", "{\"t\": \"x\", \"n\": 1.50, \"b\": true, \"o\": {\"k\": [1, \"2\"]}, \"z\": null}");

            Secret secret = Stores.read(store, "secret/mixed").get(SecretId.of("secret/mixed"));

            assertThat(secret.fields()).containsOnlyKeys("t");
            assertThat(secret.malformedFields()).containsExactlyInAnyOrder("n", "b", "o", "z");
        }

        @Row("H5")
        @Test
        void h5AsTextConvertsAllButNull() {
            api.putSecret("mixed", "{\"t\": \"x\", \"n\": 1.50, \"b\": true, \"o\": {\"k\": [1, \"2\"]}, \"z\": null}");
            try (SecretStore converting = Stores.open(
                    Stores.settings(VaultServer.shared().address(), VaultServer.ROOT, Map.of("as", "text")))) {
                Secret secret = Stores.read(converting, "secret/mixed").get(SecretId.of("secret/mixed"));

                assertThat(secret.fields().get("n").reveal()).isEqualTo("1.5"); // Vault itself drops the zero
                assertThat(secret.fields().get("b").reveal()).isEqualTo("true");
                assertThat(secret.fields().get("o").reveal()).isEqualTo("{\"k\":[1,\"2\"]}");
                assertThat(secret.malformedFields()).containsExactly("z");
            }
        }

        @Test
        void keepsEveryCharacterOfAText() {
            api.putSecret("odd", "{\"pem\": \"-----BEGIN\\nline\\r\\n\\u2028\\\"\\\\/\\u00fc\\ud83d\\ude00\"}");

            assertThat(Stores.field(store, "secret/odd", "pem"))
                    .isEqualTo("-----BEGIN\nline\r\n\u2028\"\\/\u00fc\ud83d\ude00");
        }

        @Test
        void aFieldOfFiveMegabytesIsRefused() {
            api.putSecret("huge", "{\"a\": \"" + "x".repeat(5_000_000) + "\"}");

            assertThatThrownBy(() -> Stores.read(store, "secret/huge"))
                    .isInstanceOfSatisfying(
                            SecretStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED))
                    .hasMessageContaining("longer than 1024 KiB");
        }
    }
}
