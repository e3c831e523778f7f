package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.file.AgeFixture.Identity;
import io.github.bitbucketoidc.store.file.reading.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which encrypted files are read, and what they give. */
class AgeFileTest {

    @TempDir
    Path folder;

    Identity identity;
    Path key;

    @BeforeEach
    void makeAnIdentity() throws Exception {
        identity = Identity.generate();
        key = Fixture.write(folder.resolve("age.key"), identity.file());
    }

    private String read(Path file) {
        try (SecretStore store = Fixture.open(file, AgeFixture.with(key))) {
            return Fixture.text(store, "a");
        }
    }

    @Test
    void givesWhatThePlainFileWould() throws Exception {
        byte[] bytes = AgeFixture.encrypt("a: one\nb: { user: app, password: 'x y' }\n", identity);
        Path file = Fixture.write(folder.resolve("s.yaml.age"), bytes);
        try (SecretStore store = Fixture.open(file, AgeFixture.with(key))) {
            assertThat(Fixture.text(store, "a")).isEqualTo("one");
            assertThat(Fixture.fields(store, "b")).containsExactly(entry("user", "app"), entry("password", "x y"));
            assertThat(store).hasToString("FileStore[" + file + "]");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(filesBeside()).containsExactlyInAnyOrder("age.key", "s.yaml.age");
    }

    /** Nothing decrypted is left anywhere near. */
    private List<String> filesBeside() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void takesTheFormatFromTheNameInFront() throws Exception {
        // A tab is white space in JSON, and a mistake where YAML looks for a key.
        byte[] json = AgeFixture.encrypt("{\"a\": \"\\/\",\n\t\"b\": \"x\"}", identity);
        assertThat(read(Fixture.write(folder.resolve("s.json.age"), json))).isEqualTo("/");
        byte[] yaml = AgeFixture.encrypt("a: one\n", identity);
        for (String name : List.of("s.yaml.age", "s.yml.age", "s.age")) {
            assertThat(read(Fixture.write(folder.resolve(name), yaml))).isEqualTo("one");
        }
        assertThat(Fixture.problems(Fixture.write(folder.resolve("t.json.age"), yaml), AgeFixture.with(key)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("this is not JSON"));
    }

    @Test
    void readsTheFormOfTextToo() throws Exception {
        byte[] armored = AgeFixture.armored("a: one\n", identity);
        assertThat(read(Fixture.write(folder.resolve("s.yaml.age"), armored))).isEqualTo("one");
        String windows = "\r\n" + new String(armored, java.nio.charset.StandardCharsets.US_ASCII).replace("\n", "\r\n");
        assertThat(read(Fixture.write(folder.resolve("w.yaml.age"), windows))).isEqualTo("one");
    }

    @Test
    void readsWhatIsEncryptedToSeveral() throws Exception {
        byte[] bytes = AgeFixture.encrypt("a: one\n", Identity.generate(), identity, Identity.generate());
        assertThat(read(Fixture.write(folder.resolve("s.yaml.age"), bytes))).isEqualTo("one");
    }

    @Test
    void triesEveryIdentityOfTheFile() throws Exception {
        Fixture.write(key, Identity.generate().file() + "\n" + identity.file().replace("\n", "\r\n"));
        byte[] bytes = AgeFixture.encrypt("a: one\n", identity);
        assertThat(read(Fixture.write(folder.resolve("s.yaml.age"), bytes))).isEqualTo("one");
    }

    @Test
    void takesTheIdentityFromTheEnvironment() throws Exception {
        Fixture.write(folder.resolve("s.yaml.age"), AgeFixture.encrypt("a: one\n", identity));
        StoreConfig config = StoreConfig.of(
                Map.of("path", "s.yaml.age", "identity", Map.of("env", "AGE_KEY")),
                folder,
                name -> name.equals("AGE_KEY") ? identity.secret() : null);
        try (SecretStore store = new FileStoreFactory().open(config)) {
            assertThat(Fixture.text(store, "a")).isEqualTo("one");
        }
    }

    /** Every size near those at which the format begins a new part (65,536 bytes), and the largest. */
    @Test
    void readsEverySizeUpToTheLargest() throws Exception {
        for (int size : new int[] {65_300, 65_519, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, Text.MAX_BYTES}) {
            String value = "x".repeat(size - "a: ".length());
            byte[] binary = AgeFixture.encrypt("a: " + value, identity);
            assertThat(read(Fixture.write(folder.resolve("s.yaml.age"), binary)))
                    .as("%s bytes", size)
                    .isEqualTo(value);
            byte[] armored = AgeFixture.armored("a: " + value, identity);
            assertThat(read(Fixture.write(folder.resolve("s.yaml.age"), armored)))
                    .as("%s bytes as text", size)
                    .isEqualTo(value);
        }
    }

    @Test
    void mayBeReadByAnybodyAndWrittenByNobodyElse() throws Exception {
        Path file = Fixture.write(folder.resolve("s.yaml.age"), AgeFixture.encrypt("a: one\n", identity));
        Fixture.mode(file, "rw-r--r--");
        assertThat(read(file)).isEqualTo("one");
        Fixture.mode(file, "rw-rw-r--");
        assertThat(Fixture.problems(file, AgeFixture.with(key)))
                .singleElement()
                .hasToString("path: others may write the file '" + file + "' (its mode is rw-rw-r--)"
                        + " (chmod go-w it, or set permissions: group)");
        Fixture.mode(file, "rw-r--r--");
        Fixture.mode(folder, "rwxrwxrwx");
        assertThat(Fixture.problems(file, AgeFixture.with(key)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("others may write the folder"));
    }

    @Test
    void refusesAnIdentityThatOthersMayRead() throws Exception {
        Path file = Fixture.write(folder.resolve("s.yaml.age"), AgeFixture.encrypt("a: one\n", identity));
        Fixture.mode(key, "rw-r--r--");
        assertThat(Fixture.problems(file, AgeFixture.with(key)))
                .singleElement()
                .hasToString("identity: others have access to the file '" + key + "' (its mode is rw-r--r--)"
                        + " (chmod 600 it, or write { file: PATH, permissions: any })");
    }
}
