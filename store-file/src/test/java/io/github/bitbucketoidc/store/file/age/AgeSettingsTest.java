package io.github.bitbucketoidc.store.file.age;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.file.AgeFixture;
import io.github.bitbucketoidc.store.file.AgeFixture.Identity;
import io.github.bitbucketoidc.store.file.Fixture;
import io.github.bitbucketoidc.store.file.reading.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an encrypted file, its identity or their settings is said at load, with what to do. */
class AgeSettingsTest {

    @TempDir
    Path folder;

    Identity identity;
    Path key;
    Path file;

    @BeforeEach
    void encrypt() throws Exception {
        identity = Identity.generate();
        key = Fixture.write(folder.resolve("age.key"), identity.file());
        file = Fixture.write(folder.resolve("s.yaml.age"), AgeFixture.encrypt("a: one\n", identity));
    }

    private void assertProblem(Path path, Map<String, ?> more, String expected) {
        assertThat(Fixture.problems(path, more))
                .extracting(StoreConfigException.Problem::toString)
                .containsExactly(expected);
    }

    @Nested
    class TheSettings {

        @Test
        void withoutAnIdentity() {
            assertProblem(
                    file,
                    Map.of(),
                    "identity: is missing, and the name of the file says that age encrypted it"
                            + " (add identity: { file: age.key }, or give a plain file a name without .age)");
        }

        @Test
        void withAnIdentityForAPlainFile() throws Exception {
            assertProblem(
                    Fixture.write(folder.resolve("s.yaml"), "a: one\n"),
                    AgeFixture.with(key),
                    "identity: is for an encrypted file, and the name of the one in `path` does not end in .age"
                            + " (name the encrypted file, as in path: secrets.yaml.age, or remove it)");
        }

        @Test
        void withAnIdentityForAFolder() throws Exception {
            assertProblem(
                    Files.createDirectory(folder.resolve("secrets.age")),
                    AgeFixture.with(key),
                    "identity: is for one file: in a folder nothing is decrypted"
                            + " (name a file in `path`, as in path: secrets.yaml.age, or remove it)");
        }

        @Test
        void withTheIdentityItself() {
            assertProblem(
                    file,
                    Map.of("identity", identity.secret()),
                    "identity: a credential must not stand in the settings (write { env: NAME } or { file: PATH })");
        }

        @Test
        void withAnIdentityThatIsNotThere() {
            assertThat(Fixture.problems(file, AgeFixture.with(folder.resolve("none.key"))))
                    .singleElement()
                    .hasToString("identity: the file '" + folder.resolve("none.key")
                            + "' does not exist (a relative path begins at the folder of the policy file)");
        }
    }

    @Nested
    class TheIdentity {

        private static final String FIX =
                " (it begins with AGE-SECRET-KEY-1, as age-keygen writes it; SSH keys, plugins"
                        + " and identities with a passphrase are not supported)";

        private void assertIdentity(String text, String expected) throws Exception {
            Fixture.write(key, text);
            assertProblem(file, AgeFixture.with(key), expected);
        }

        @Test
        void thatIsARecipient() throws Exception {
            assertIdentity(identity.recipient(), "identity: line 1 is no X25519 identity of age" + FIX);
        }

        @Test
        void thatIsOfAnotherKind() throws Exception {
            for (String other : new String[] {
                "AGE-PLUGIN-YUBIKEY-1QQQQQQ", "-----BEGIN OPENSSH PRIVATE KEY-----", "age-encryption.org/v1"
            }) {
                assertIdentity("# mine\n" + other + "\n", "identity: line 2 is no X25519 identity of age" + FIX);
            }
        }

        @Test
        void thatHoldsCommentsOnly() throws Exception {
            assertIdentity(
                    "# public key: " + identity.recipient() + "\n\n",
                    "identity: it holds no identity (make one with age-keygen -o age.key, and name that file)");
        }

        @Test
        void withOneWrongCharacter() throws Exception {
            char last = identity.secret().charAt(identity.secret().length() - 1);
            String wrong = identity.secret().substring(0, identity.secret().length() - 1) + (last == 'Q' ? 'P' : 'Q');
            assertIdentity(
                    identity.file() + wrong,
                    "identity: identity 2 of 2 has a wrong checksum (copy the whole line as age-keygen wrote it)");
        }

        @Test
        void ofWhichThereAreTooMany() throws Exception {
            assertIdentity(
                    identity.file().repeat(AgeIdentities.MAX + 1),
                    "identity: it holds more than 20 identities (keep the one in use, and the next one)");
        }

        @Test
        void thatDoesNotOpenTheFile() throws Exception {
            String expected = "path: " + file + ": no identity in `identity` opens it (encrypt it to the recipient that"
                    + " age-keygen -y shows for the identity, or name the identity that it is encrypted to; if it is,"
                    + " the file was altered)";
            assertIdentity(Identity.generate().file(), expected);
            assertIdentity(Identity.generate().file() + Identity.generate().file(), expected);
        }
    }

    @Nested
    class TheFile {

        private void assertFile(byte[] bytes, String expected) throws Exception {
            Fixture.write(file, bytes);
            assertProblem(file, AgeFixture.with(key), "path: " + file + ": " + expected);
        }

        private void assertFile(String text, String expected) throws Exception {
            assertFile(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), expected);
        }

        @Test
        void thatIsPlain() throws Exception {
            assertFile(
                    "a: one\n",
                    "this is no file that age encrypted"
                            + " (encrypt it with age -r RECIPIENT, or give a plain file a name without .age)");
        }

        @Test
        void ofAnotherVersion() throws Exception {
            assertFile(
                    "age-encryption.org/v2\n-> X25519 a\nb\n--- c\n",
                    "this is no file of the version age-encryption.org/v1 (encrypt it with age 1.x)");
        }

        /** What {@code age -p} wrote. */
        @Test
        void thatHasAPassphrase() throws Exception {
            assertFile(
                    PASSPHRASE,
                    "it is encrypted with a passphrase, which is not supported (encrypt it to the recipient of an"
                            + " identity: age -r RECIPIENT instead of age -p)");
        }

        @Test
        void thatIsForSshKeysOnly() throws Exception {
            assertFile(
                    "age-encryption.org/v1\n-> ssh-ed25519 a b\nc\n--- d\n",
                    "it is encrypted to no X25519 recipient (encrypt it to one that begins with age1, as age-keygen"
                            + " makes them; SSH keys and plugins are not supported)");
        }

        @Test
        void thatHasTooManyRecipients() throws Exception {
            Identity[] many =
                    IntStream.rangeClosed(0, 100).mapToObj(i -> identity).toArray(Identity[]::new);
            assertFile(
                    AgeFixture.encrypt("a: one\n", many),
                    "it is encrypted to more than 100 recipients (leave out those who do not need it)");
        }

        @Test
        void whoseHeaderNeverEnds() throws Exception {
            assertFile(
                    "age-encryption.org/v1\n" + "-> X25519 a\nb\n".repeat(10_000) + "--- c\n",
                    "the encrypted file is cut off or was altered (bring the whole file here again; a binary one must be"
                            + " copied as it is)");
        }

        @Test
        void thatHoldsMoreThanAPlainOneMay() throws Exception {
            assertFile(
                    AgeFixture.encrypt("a: " + "x".repeat(Text.MAX_BYTES - 2), identity),
                    "it holds more than 1048576 bytes (encrypt the file that holds what is meant and nothing else)");
        }

        @Test
        void thatIsLargerThanAnyOfThem() throws Exception {
            Fixture.write(file, new byte[AgeEncryption.MAX_BYTES + 1]);
            assertProblem(
                    file,
                    AgeFixture.with(key),
                    "path: the file '" + file
                            + "' is larger than 1572864 bytes (name the file that holds what is meant and nothing else)");
        }

        @Test
        void thatHoldsNothing() throws Exception {
            assertFile(AgeFixture.encrypt("", identity), "the file is empty (a file without secrets is { })");
        }
    }

    private static final String PASSPHRASE = """
            -----BEGIN AGE ENCRYPTED FILE-----
            YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBteHB3eVNvS2hrRW5hV0NI
            bmlSN3RnIDE4Clg5K2VvVDllajRBMkRHai9iZk5VVkFYd2tVZGhyMFJXTkxrL0ds
            ekdXVlEKLS0tIGR4a3VXRk4wazFlOTh0Q0VXRmJrYzZoUmpuQWJ2UGwrQ2NCZnN5
            R3FTbkUKa/3SIJpYJ1RPVWlntQDhjrlLR7PbTiFavjghww7X3igIhb/yh3uw
            -----END AGE ENCRYPTED FILE-----
            """;
}
