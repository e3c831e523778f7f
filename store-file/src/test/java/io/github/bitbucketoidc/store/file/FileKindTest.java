package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.file.reading.Text;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are opened at all (attacks.md section 2), and which settings there are. */
class FileKindTest {

    @TempDir
    Path folder;

    private static void assertProblem(Path path, Map<String, ?> more, String expected) {
        assertThat(Fixture.problems(path, more))
                .extracting(StoreConfigException.Problem::toString)
                .containsExactly(expected);
    }

    @Nested
    class AtBoot {

        @Row("F15")
        @Test
        void aMissingFile() {
            Path path = folder.resolve("none.yaml");
            assertProblem(
                    path,
                    Map.of(),
                    "path: there is no file or folder '" + path
                            + "' (a relative path begins at the folder of the policy file)");
        }

        @Row("F15")
        @Test
        void aFifo() throws Exception {
            Path path = folder.resolve("pipe.yaml");
            Fixture.fifo(path);
            assertProblem(path, Map.of(), notRegular(path));
        }

        @Row("F15")
        @Test
        void aDeviceThatNeverEnds() throws IOException {
            assertProblem(Path.of("/dev/zero"), Map.of(), notRegular(Path.of("/dev/zero")));
            Path link = Files.createSymbolicLink(folder.resolve("zero.yaml"), Path.of("/dev/zero"));
            assertProblem(link, Map.of(), notRegular(Path.of("/dev/zero")));
        }

        private static String notRegular(Path path) {
            return "path: '" + path + "' is not a regular file (a folder, a pipe or a device cannot hold a value)";
        }

        @Row("F15")
        @Test
        void aHugeFileIsNotRead() throws IOException {
            Path path = Fixture.write(folder.resolve("huge.yaml"), "a: x");
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(1L << 30);
            }
            assertProblem(
                    path,
                    Map.of(),
                    "path: the file '" + path
                            + "' is larger than 1048576 bytes (name the file that holds what is meant and nothing else)");
        }

        @Test
        void aFileOfTheLargestSizeIsRead() throws IOException {
            String value = "x".repeat(Text.MAX_BYTES - "a: ".length());
            try (SecretStore store = Fixture.open(Fixture.write(folder.resolve("large.yaml"), "a: " + value))) {
                assertThat(Fixture.text(store, "a")).isEqualTo(value);
            }
        }
    }

    @Nested
    class Permissions {

        private Path file(String mode) throws IOException {
            Path file = Fixture.write(folder.resolve("s.yaml"), "a: x");
            Fixture.mode(file, mode);
            return file;
        }

        private void assertRefused(String mode, String permissions, String fix) throws IOException {
            Path file = file(mode);
            assertProblem(
                    file,
                    Map.of("permissions", permissions),
                    "path: others have access to the file '" + file + "' (its mode is " + mode + ") (" + fix + ")");
        }

        private void assertAccepted(String mode, String permissions) throws IOException {
            Fixture.open(file(mode), Map.of("permissions", permissions)).close();
        }

        @Row("F17")
        @Test
        void ownerRefusesWhatAnybodyElseCanReadOrWrite() throws IOException {
            for (String mode : List.of("rw--w----", "rw----r--", "rw-----w-", "rw-r--r--")) {
                assertRefused(mode, "owner", "chmod 600 it, or set permissions: any");
            }
            assertRefused("rw-r-----", "owner", "chmod 600 it, or set permissions: group");
            assertAccepted("rw-------", "owner");
            assertAccepted("r--------", "owner");
        }

        @Test
        void ownerIsTheDefault() throws IOException {
            assertThat(Fixture.problems(file("rw-r-----"), Map.of()).get(0).message())
                    .contains("others have access");
        }

        @Row("F17")
        @Test
        void groupLetsTheGroupReadAndNothingMore() throws IOException {
            for (String mode : List.of("rw-rw----", "rw-r--r--", "rw-r---w-")) {
                assertRefused(mode, "group", "chmod 640 it, or set permissions: any");
            }
            assertAccepted("rw-r-----", "group");
        }

        @Test
        void anyLeavesItToTheFileSystem() throws IOException {
            assertAccepted("rw-rw-rw-", "any");
        }

        @Test
        void aStrangersFileIsRefusedUnlessTheGroupOrAnybodyMay() throws IOException {
            Path file = file("rw-------");
            Assumptions.assumeTrue(
                    Files.getOwner(file).getName().equals("root"), "only root can give a file to somebody else");
            Files.setAttribute(file, "unix:uid", 65534);
            String owner = Files.getOwner(file).getName();
            assertProblem(
                    file,
                    Map.of(),
                    "path: the file '" + file + "' belongs to the user '" + owner + "', not to the user of this process"
                            + " or to root (chown it, or set permissions: group)");
            Fixture.open(file, Map.of("permissions", "group")).close();
        }

        @Row("F17")
        @Test
        void inAFolderEachFileIsLookedAt() throws IOException {
            Path root = folder.resolve("root");
            Fixture.write(root.resolve("mine"), "x");
            Fixture.mode(Fixture.write(root.resolve("open"), "y"), "rw-r--r--");
            try (SecretStore store = Fixture.open(root)) {
                assertThat(Fixture.text(store, "mine")).isEqualTo("x");
                assertThat(Fixture.refusal(store, "open")).hasMessageContaining("others have access to the file");
            }
            try (SecretStore store = Fixture.open(root, Map.of("permissions", "any"))) {
                assertThat(Fixture.text(store, "open")).isEqualTo("y");
            }
        }
    }

    @Nested
    class Settings {

        @Test
        void everyProblemIsNamedAtOnce() {
            StoreConfig config = StoreConfig.of(Map.of("pth", "x", "permissions", "all", "trim", "both"));
            Assertions.assertThatThrownBy(() -> new FileStoreFactory().open(config))
                    .isInstanceOfSatisfying(
                            StoreConfigException.class,
                            e -> assertThat(e.problems())
                                    .extracting(StoreConfigException.Problem::toString)
                                    .containsExactlyInAnyOrder(
                                            "path: is missing (name a file or a folder, as in path: secrets.yaml)",
                                            "permissions: is not known (write owner, group or any)",
                                            "trim: is not known (write newline, or leave it out to keep every byte)",
                                            "pth: is not a known key (did you mean 'path'?)"));
        }

        @Test
        void aRelativePathBeginsAtTheFolderOfThePolicy() throws IOException {
            Fixture.write(folder.resolve("sub/s.yaml"), "a: x");
            StoreConfig config = StoreConfig.of(Map.of("path", "sub/s.yaml"), folder, name -> null);
            try (SecretStore store = new FileStoreFactory().open(config)) {
                assertThat(Fixture.text(store, "a")).isEqualTo("x");
            }
        }
    }
}
