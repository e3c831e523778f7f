package io.github.bitbucketoidc.store.file.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.file.AgeFixture;
import io.github.bitbucketoidc.store.file.AgeFixture.Identity;
import io.github.bitbucketoidc.store.file.Fixture;
import io.github.bitbucketoidc.store.file.age.AgeEncryption;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a changed encrypted file, or a changed identity, is taken, by a clock of the test's own. */
class AgeReloadTest {

    private static final String CUT_OFF =
            "the encrypted file is cut off or was altered (bring the whole file here again;"
                    + " a binary one must be copied as it is)";
    private static final String NOT_OPENED = "no identity in `identity` opens it (encrypt it to the recipient that"
            + " age-keygen -y shows for the identity, or name the identity that it is encrypted to; if it is, the file"
            + " was altered)";

    @TempDir
    Path folder;

    final AtomicLong nanos = new AtomicLong();
    final AtomicInteger readings = new AtomicInteger();
    Identity first;
    Identity second;
    Optional<String> identity = Optional.empty();
    Path path;
    WatchedSecrets watched;

    @BeforeEach
    void readOnce() throws Exception {
        first = Identity.generate();
        second = Identity.generate();
        identity = Optional.of(first.file());
        path = Fixture.write(folder.resolve("s.yaml.age"), AgeFixture.encrypt("a: one\nb: one\n", first));
        AgeEncryption age = new AgeEncryption(() -> {
            readings.incrementAndGet();
            return SecretValue.of(identity.orElseThrow(() -> new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE, "identity: the file 'age.key' does not exist", List.of())));
        });
        SecretsFile file = new SecretsFile(path, new FileReading(FilePermissions.OWNER, false), Optional.of(age));
        byte[] bytes = file.bytes();
        watched = new WatchedSecrets(file, bytes, file.parse(bytes).secrets(), nanos::get);
    }

    private void settle() {
        for (int i = 0; i < 3; i++) {
            nanos.addAndGet(250_000_000);
            watched.look();
        }
    }

    private String a() {
        return watched.secrets().get(SecretPath.of("a")).text().orElseThrow().reveal();
    }

    private void assertKept(String reason) {
        assertThat(a()).isEqualTo("one");
        assertThat(watched.health())
                .isEqualTo(StoreHealth.of(
                        StoreHealth.Status.DEGRADED, "the last good content of " + path + " is served: " + reason));
    }

    private void assertTaken() {
        assertThat(a()).isEqualTo("two");
        assertThat(watched.health().status()).isEqualTo(StoreHealth.Status.UP);
    }

    @Nested
    class AChangedFile {

        @Test
        void isTakenAfterHalfASecond() throws Exception {
            Fixture.write(path, AgeFixture.encrypt("a: two\n", first));
            watched.look();
            assertThat(a()).isEqualTo("one");
            nanos.addAndGet(500_000_000);
            watched.look();
            assertTaken();
            assertThat(watched.secrets()).hasSize(1);
        }

        @Test
        void mayBecomeAText() throws Exception {
            Fixture.write(path, AgeFixture.armored("a: two\nb: one\n", first));
            settle();
            assertTaken();
        }

        /** What a plain file would wait ten seconds for: an encrypted one that is cut off cannot be decrypted. */
        @Test
        void isNotWaitedForLongerWhenItIsShorter() throws Exception {
            Fixture.write(
                    path, AgeFixture.armored("a: one\nb: one\nlonger: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", first));
            settle();
            assertThat(watched.secrets()).hasSize(3);
            Fixture.write(path, AgeFixture.armored("a: two\n", first));
            settle();
            assertTaken();
        }

        @Test
        void thatIsCutOffIsNotTaken() throws Exception {
            byte[] whole = AgeFixture.encrypt("a: two\nb: two\n", first);
            Fixture.write(path, Arrays.copyOf(whole, whole.length - 1));
            settle();
            assertKept(CUT_OFF);
            Fixture.write(path, whole);
            settle();
            assertTaken();
        }

        @Test
        void thatIsEncryptedToSomebodyElseIsNotTaken() throws Exception {
            Fixture.write(path, AgeFixture.encrypt("a: two\n", second));
            settle();
            assertKept(NOT_OPENED);
        }

        @Test
        void thatHoldsNoSecretsIsNotTaken() throws Exception {
            Fixture.write(path, AgeFixture.encrypt("a: 2\n", first));
            settle();
            assertKept("line 1, column 4: the value of 'a' is a number, not a text (write it in quotes)");
        }

        @Test
        void thatOthersMayWriteIsNotTaken() throws Exception {
            Fixture.mode(Fixture.write(path, AgeFixture.encrypt("a: two\n", first)), "rw-rw-rw-");
            settle();
            assertKept("others may write the file '" + path + "' (its mode is rw-rw-rw-) (chmod go-w it, or set"
                    + " permissions: any)");
        }

        @Test
        void thatIsGoneIsKept() throws Exception {
            Files.delete(path);
            settle();
            assertKept("there is no file or folder '" + path
                    + "' (a relative path begins at the folder of the policy file)");
        }
    }

    @Nested
    class AChangedIdentity {

        @Test
        void aloneChangesNothingAndIsNotLookedAt() {
            identity = Optional.of(second.file());
            int before = readings.get();
            settle();
            assertThat(a()).isEqualTo("one");
            assertThat(watched.health().status()).isEqualTo(StoreHealth.Status.UP);
            assertThat(readings).hasValue(before);
        }

        @Test
        void beforeTheFileIsUsedForIt() throws Exception {
            identity = Optional.of(second.file());
            settle();
            Fixture.write(path, AgeFixture.encrypt("a: two\n", second));
            settle();
            assertTaken();
        }

        @Test
        void afterTheFileIsUsedForIt() throws Exception {
            Fixture.write(path, AgeFixture.encrypt("a: two\n", second));
            settle();
            assertKept(NOT_OPENED);
            identity = Optional.of(first.file() + second.file());
            settle();
            assertTaken();
        }

        @Test
        void thatIsAwayIsWaitedFor() throws Exception {
            identity = Optional.empty();
            Fixture.write(path, AgeFixture.encrypt("a: two\n", first));
            settle();
            assertKept("identity: the file 'age.key' does not exist (bring it back; it is read whenever the file is"
                    + " decrypted)");
            identity = Optional.of(first.file());
            settle();
            assertTaken();
        }

        @Test
        void thatIsWrongIsSaid() throws Exception {
            identity = Optional.of(first.recipient());
            Fixture.write(path, AgeFixture.encrypt("a: two\n", first));
            settle();
            assertKept("identity: line 1 is no X25519 identity of age (it begins with AGE-SECRET-KEY-1, as age-keygen"
                    + " writes it; SSH keys, plugins and identities with a passphrase are not supported)");
        }
    }
}
