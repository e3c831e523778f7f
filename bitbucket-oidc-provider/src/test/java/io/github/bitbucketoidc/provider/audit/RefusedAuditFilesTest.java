package io.github.bitbucketoidc.provider.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places that an audit file must not be in, and the numbers that it refuses. */
class RefusedAuditFilesTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> FileAuditLog.builder(file).build())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void aLink() throws IOException {
        Path target = Files.createFile(folder.resolve("elsewhere"));
        Files.createSymbolicLink(file, target);
        refused("is no regular file");
    }

    @Test
    void aFolder() throws IOException {
        Files.createDirectory(file);
        refused("is no regular file");
    }

    @Test
    void aFileThatOthersMayRead() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        refused("chmod 600");
    }

    @Test
    void aMissingFolder() {
        file = folder.resolve("nowhere").resolve("audit.jsonl");
        refused("is missing");
    }

    @Test
    void aFileThatIsWrittenAlready() {
        FileAuditLog first = FileAuditLog.builder(file).build();
        refused("give each its own file");
        first.close();
        FileAuditLog.builder(file).build().close();
    }

    @Test
    void anotherProgramAlsoAfterARestart() throws Exception {
        Files.writeString(file, FileAuditLogTest.event("before").toJson() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (FileAuditLog first = FileAuditLog.builder(file).build()) {
            assertThat(another()).contains("is written by another program; give each its own file");
            refused("another log of this program");
            assertThat(another()).contains("is written by another program; give each its own file");
            first.record(FileAuditLogTest.event("after"));
        }
        assertThat(another()).isEqualTo("opened");
    }

    private String another() throws IOException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondWriterProgram.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .reduce("", String::concat);
    }

    @Test
    void numbersOutOfRange() {
        assertThatThrownBy(() -> FileAuditLog.builder(file).maxBytes(4095).build())
                .hasMessage("maxBytes: must be at least 4096, was 4095");
        assertThatThrownBy(() -> FileAuditLog.builder(file).keep(0).build())
                .hasMessage("keep: must be from 1 to 1000, was 0");
    }

    @Test
    void eventsAfterItIsClosed() {
        FileAuditLog log = FileAuditLog.builder(file).build();
        log.close();
        log.close();
        assertThatThrownBy(() -> log.record(FileAuditLogTest.event("late"))).isInstanceOf(UncheckedIOException.class);
    }
}
