package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.file.reading.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real tool writes is read: identities of {@code age-keygen}, files of {@code age} in each of its forms. */
@NeedsAge
class AgeToolIT {

    /** Somebody's public key. */
    private static final String SSH =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHtroBcDQ+IYNINPEsBMQTDvhp4EQvFoIyHqxjxB0uub nobody\n";

    @TempDir
    Path folder;

    private Path key;
    private String recipient;

    @BeforeEach
    void makeAnIdentity() throws Exception {
        key = folder.resolve("age.key");
        recipient = keygen(key);
        Fixture.write(folder.resolve("plain"), "a: one\nb: { user: app, password: \"caf\u00e9\" }\n");
    }

    /** Makes an identity and returns its recipient. */
    private String keygen(Path file) throws IOException, InterruptedException {
        run("age-keygen", "-o", file.toString());
        return run("age-keygen", "-y", file.toString()).strip();
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", List.of(command)).isZero();
        return output;
    }

    private Path age(String name, String plain, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("age"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-o", name, plain));
        run(command.toArray(String[]::new));
        return folder.resolve(name);
    }

    private void assertReads(Path file, Path identity) {
        try (SecretStore store = Fixture.open(file, AgeFixture.with(identity))) {
            assertThat(Fixture.text(store, "a")).isEqualTo("one");
            assertThat(Fixture.fields(store, "b")).containsEntry("password", "caf\u00e9");
        }
    }

    @Test
    void readsWhatIsEncryptedToOneRecipient() throws Exception {
        assertReads(age("s.yaml.age", "plain", "-r", recipient), key);
    }

    @Test
    void readsWhatIsWrittenAsText() throws Exception {
        Path file = age("s.yaml.age", "plain", "-a", "-r", recipient);
        assertThat(Files.readString(file)).startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n");
        assertReads(file, key);
    }

    @Test
    void readsWhatIsEncryptedToSeveralWithTheIdentityOfEach() throws Exception {
        Path others = folder.resolve("other.key");
        String other = keygen(others);
        Fixture.write(folder.resolve("ssh.pub"), SSH);
        Path file = age("s.yaml.age", "plain", "-r", recipient, "-r", other, "-R", "ssh.pub");
        assertReads(file, key);
        assertReads(file, others);
        Path both = Fixture.write(folder.resolve("both.key"), Files.readString(others) + Files.readString(key));
        assertReads(age("t.yaml.age", "plain", "-r", recipient), both);
    }

    @Test
    void readsWhatIsEncryptedByTheFileOfIdentities() throws Exception {
        assertReads(age("s.yaml.age", "plain", "-e", "-i", key.toString()), key);
    }

    @Test
    void saysThatSshKeysAreNotSupported() throws Exception {
        Fixture.write(folder.resolve("ssh.pub"), SSH);
        Path file = age("s.yaml.age", "plain", "-R", "ssh.pub");
        assertThat(Fixture.problems(file, AgeFixture.with(key)))
                .extracting(StoreConfigException.Problem::message)
                .containsExactly(file + ": it is encrypted to no X25519 recipient");
        Fixture.write(key, "-----BEGIN OPENSSH PRIVATE KEY-----\n");
        assertThat(Fixture.problems(file, AgeFixture.with(key)))
                .extracting(StoreConfigException.Problem::message)
                .containsExactly("line 1 is no X25519 identity of age");
    }

    @Test
    void saysThatAnotherIdentityDoesNotOpenIt() throws Exception {
        Path file = age("s.yaml.age", "plain", "-r", keygen(folder.resolve("other.key")));
        assertThat(Fixture.problems(file, AgeFixture.with(key)))
                .extracting(StoreConfigException.Problem::message)
                .containsExactly(file + ": no identity in `identity` opens it");
    }

    /** Sizes at which the format begins a new part (65,536 bytes), in both forms. */
    @Test
    void readsEverySizeUpToTheLargest() throws Exception {
        for (int size : new int[] {3, 65_303, 65_535, 65_536, 65_537, 131_072, Text.MAX_BYTES}) {
            String value = "x".repeat(size - "a: ".length()) + (size > 3 ? "" : "y");
            Fixture.write(folder.resolve("sized"), "a: " + value);
            for (String form : List.of("--encrypt", "--armor")) {
                Path file = age("s.yaml.age", "sized", form, "-r", recipient);
                try (SecretStore store = Fixture.open(file, AgeFixture.with(key))) {
                    assertThat(Fixture.text(store, "a"))
                            .as("%s bytes, %s", size, form)
                            .isEqualTo(value);
                }
            }
        }
    }

    /** The file is encrypted anew where it stands, to another identity, while the store is open. */
    @Test
    void takesWhatTheToolWritesLater() throws Exception {
        Path file = age("s.yaml.age", "plain", "-r", recipient);
        try (SecretStore store = Fixture.open(file, AgeFixture.with(key))) {
            Fixture.write(folder.resolve("plain"), "a: two\n");
            String next = keygen(folder.resolve("next.key"));
            age("s.yaml.age", "plain", "-r", next);
            Awaitility.await().until(() -> store.health().status() == StoreHealth.Status.DEGRADED);
            assertThat(Fixture.text(store, "a")).isEqualTo("one");
            Files.move(folder.resolve("next.key"), key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Awaitility.await().until(() -> Fixture.text(store, "a").equals("two"));
            assertThat(store.health().status()).isEqualTo(StoreHealth.Status.UP);
        }
    }
}
