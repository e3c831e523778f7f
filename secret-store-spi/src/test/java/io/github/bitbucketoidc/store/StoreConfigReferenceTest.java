package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that stand elsewhere: in the environment or in a file. */
class StoreConfigReferenceTest {

    @TempDir
    Path base;

    final Map<String, String> environment = new HashMap<>();

    private StoreConfig config(Object value) {
        return StoreConfig.of(Map.of("k", value), base, environment::get);
    }

    private String wrong(Object value, Consumer<StoreConfig> ask) {
        StoreConfig config = config(value);
        ask.accept(config);
        StoreConfigException refused = catchThrowableOfType(StoreConfigException.class, config::check);
        assertThat(refused).as("the refusal").isNotNull();
        assertThat(refused.getMessage()).doesNotContain("hunter2");
        return refused.getMessage().replace(base + "/", "");
    }

    private String wrongSecret(Object value) {
        return wrong(value, config -> config.secret("k"));
    }

    private static void ownedOnly(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Map<String, String> file(String name, String text) throws IOException {
        ownedOnly(Files.writeString(base.resolve(name), text));
        return Map.of("file", name);
    }

    @Nested
    class Credentials {

        @Test
        void mayStandInTheEnvironment() {
            environment.put("TOKEN", " hunter2\n");
            StoreConfig config = config(Map.of("env", "TOKEN"));
            assertThat(config.secret("k").orElseThrow().get().reveal()).isEqualTo(" hunter2\n");
            config.check();
            assertThat(config.secret("other")).isEmpty();
        }

        @Test
        void mayStandInAFileThatIsReadEachTime() throws IOException {
            Supplier<SecretValue> secret =
                    config(file("token", "one\n")).secret("k").orElseThrow();
            assertThat(secret.get().reveal()).isEqualTo("one");
            file("token", "two\r\n");
            assertThat(secret.get().reveal()).isEqualTo("two");
            file("token", "three\n\n");
            assertThat(secret.get().reveal()).isEqualTo("three\n");
            Files.delete(base.resolve("token"));
            assertThatThrownBy(secret::get)
                    .isInstanceOfSatisfying(
                            SecretStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(SecretStoreException.Kind.UNAVAILABLE))
                    .hasMessage("k: the file '" + base.resolve("token") + "' does not exist");
            file("token", ""); // somebody has begun to write it
            assertThatThrownBy(secret::get)
                    .isInstanceOfSatisfying(
                            SecretStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(SecretStoreException.Kind.UNAVAILABLE));
            file("token", "x".repeat(64 * 1024 + 1));
            assertThatThrownBy(secret::get)
                    .isInstanceOfSatisfying(
                            SecretStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(SecretStoreException.Kind.MISCONFIGURED));
        }

        @Test
        void mayBeBehindALinkAsKubernetesMountsThem() throws IOException {
            Files.createDirectory(base.resolve("..v1"));
            ownedOnly(Files.writeString(base.resolve("..v1/token"), "one"));
            Files.createSymbolicLink(base.resolve("..data"), Path.of("..v1"));
            Files.createSymbolicLink(base.resolve("token"), Path.of("..data/token"));
            assertThat(config(Map.of("file", "token"))
                            .secret("k")
                            .orElseThrow()
                            .get()
                            .reveal())
                    .isEqualTo("one");
        }

        @Test
        void mustNotStandInTheSettings() {
            String hint = " (write { env: NAME } or { file: PATH })";
            assertThat(wrongSecret("hunter2")).isEqualTo("k: a credential must not stand in the settings" + hint);
            assertThat(wrongSecret(1234)).isEqualTo("k: a credential must not stand in the settings" + hint);
            assertThat(wrongSecret(Map.of("value", "hunter2")))
                    .isEqualTo("k: must say where the credential is, but is a section" + hint);
            assertThat(wrongSecret(Map.of("env", "A", "file", "b"))).contains("but is a section" + hint);
        }

        @Test
        void ofASettingThatIsWrongAreThereAndUseless() {
            Supplier<SecretValue> secret = config("hunter2").secret("k").orElseThrow();
            assertThatThrownBy(secret::get)
                    .isInstanceOf(SecretStoreException.class)
                    .hasMessage("k: is no reference");
        }
    }

    @Nested
    class Refused {

        @Test
        void anEnvironmentVariableThatIsMissingOrEmpty() {
            assertThat(wrongSecret(Map.of("env", "TOKEN")))
                    .isEqualTo("k: the environment variable 'TOKEN' is not set (set it before this process starts)");
            environment.put("TOKEN", "");
            assertThat(wrongSecret(Map.of("env", "TOKEN")))
                    .isEqualTo("k: the environment variable 'TOKEN' is empty (put the value there)");
        }

        @Test
        void aReferenceToNothing() {
            String expected = "k: the reference names nothing (write { env: NAME } or { file: PATH })";
            assertThat(wrongSecret(Map.of("env", ""))).isEqualTo(expected);
            assertThat(wrongSecret(Map.of("file", 3))).isEqualTo(expected);
            assertThat(wrongSecret(Map.of("file", "a\0b"))).contains("the path of the file is not one");
        }

        @Test
        void aFileThatIsMissingOrEmpty() throws IOException {
            assertThat(wrongSecret(Map.of("file", "none")))
                    .isEqualTo("k: the file 'none' does not exist"
                            + " (a relative path begins at the folder of the policy file)");
            assertThat(wrongSecret(file("empty", ""))).isEqualTo("k: the file 'empty' is empty (put the value there)");
            assertThat(wrongSecret(file("newline", "\n")))
                    .isEqualTo("k: the file 'newline' is empty (put the value there)");
        }

        @Test
        void whatIsNoRegularFile() throws Exception {
            Files.createDirectory(base.resolve("folder"));
            assertThat(wrongSecret(Map.of("file", "folder")))
                    .isEqualTo("k: the file 'folder' is not a regular file (name a file, not a folder or device)");
            assertThat(wrongSecret(Map.of("file", "/dev/zero"))).contains("'/dev/zero' is not a regular file");
            assertThat(new ProcessBuilder("mkfifo", base.resolve("pipe").toString())
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(wrongSecret(Map.of("file", "pipe"))).contains("'pipe' is not a regular file");
        }

        @Test
        void aFileThatIsTooLarge() throws IOException {
            assertThat(config(file("largest", "x".repeat(64 * 1024)))
                            .secret("k")
                            .orElseThrow()
                            .get()
                            .reveal())
                    .hasSize(64 * 1024);
            assertThat(wrongSecret(file("larger", "x".repeat(64 * 1024 + 1))))
                    .isEqualTo("k: the file 'larger' is larger than 64 KiB"
                            + " (name the file that holds nothing but the credential)");
        }

        @Test
        void aFileThatIsNotText() throws IOException {
            ownedOnly(Files.write(base.resolve("latin"), "hunter2 \u00e9".getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(wrongSecret(Map.of("file", "latin")))
                    .isEqualTo("k: the file 'latin' is not UTF-8 text (a credential must be text)");
        }
    }

    @Nested
    class OtherSettings {

        @Test
        void mayStandElsewhereToo() throws IOException {
            environment.put("X", "7d");
            assertThat(config(Map.of("env", "X")).duration("k", Duration.ZERO)).isEqualTo(Duration.ofDays(7));
            assertThat(config(Map.of("env", "X")).required("k")).isEqualTo("7d");
            assertThat(config(file("flag", "true\n")).flag("k", false)).isTrue();
            assertThat(config(file("flag", "false")).flag("k", true)).isFalse();
            assertThat(config(file("number", "0042\n")).integer("k", 1, 1, 99)).isEqualTo(42);
            assertThat(config(file("uri", "https://x.example\n")).uri("k")).isPresent();
            assertThat(config(file("path", "a\n")).path("k")).contains(base.resolve("a"));
        }

        @Row("W3")
        @Test
        void mayBeReadByOthersButNotWritten() throws IOException {
            Path file = Files.writeString(base.resolve("role"), "deploy");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(config(Map.of("file", "role")).required("k")).isEqualTo("deploy");
            assertThat(wrongSecret(Map.of("file", "role")))
                    .isEqualTo("k: others have access to the file 'role' (its mode is rw-r--r--)"
                            + " (chmod 600 it, or write { file: PATH, permissions: any })");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
            assertThat(wrong(Map.of("file", "role"), config -> config.required("k")))
                    .isEqualTo("k: others may write the file 'role' (its mode is rw-rw-r--)"
                            + " (chmod go-w it, or write { file: PATH, permissions: group })");
            assertThat(config(Map.of("file", "role", "permissions", "any")).required("k"))
                    .isEqualTo("deploy");
        }

        @Test
        void areReadAsStrictly() throws IOException {
            assertThat(wrong(file("flag", "yes"), c -> c.flag("k", false)))
                    .isEqualTo("k: points to a text that is neither true nor false (put true or false there)");
            for (String text : new String[] {"-1", "1 ", "\u0661", "1".repeat(19), "0x1"}) {
                assertThat(wrong(file("number", text), c -> c.integer("k", 1, 1, 99)))
                        .isEqualTo("k: points to a text that is no whole number (put digits there and nothing else)");
            }
            assertThat(wrong(Map.of("env", "NONE"), c -> c.required("k"))).contains("'NONE' is not set");
        }

        @Test
        void areSectionsWhereSectionsAreAskedFor() {
            assertThat(config(Map.of("env", "X")).section("k").orElseThrow().required("env"))
                    .isEqualTo("X");
        }
    }
}
