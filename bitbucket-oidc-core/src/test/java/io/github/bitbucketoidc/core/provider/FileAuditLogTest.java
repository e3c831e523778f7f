package io.github.bitbucketoidc.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditLogTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    static AuditEvent event(String correlation) {
        return new AuditEvent(
                Instant.EPOCH,
                new Origin(correlation, "", Optional.empty()),
                400,
                AuditEvent.Outcome.BAD_REQUEST,
                Optional.of("bad_request"),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Duration.ZERO);
    }

    private List<String> everyLine() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(name -> name.toString().contains("audit")).toList()) {
                lines.addAll(Files.readAllLines(each));
            }
        }
        return lines;
    }

    @Test
    void writesOneLineForEachEventAndGoesOnAfterARestart() throws IOException {
        try (FileAuditLog log = FileAuditLog.builder(file).build()) {
            assertThat(log.mandatory()).isTrue();
            log.record(event("one"));
            assertThat(Files.readAllLines(file)).containsExactly(event("one").toJson());
        }
        try (FileAuditLog log = FileAuditLog.builder(file).optional().build()) {
            assertThat(log.mandatory()).isFalse();
            log.record(event("two"));
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(event("one").toJson(), event("two").toJson());
    }

    @Test
    void isForItsOwnerOnlyAlsoAfterRotation() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        try (FileAuditLog log = FileAuditLog.builder(file).maxBytes(4096).build()) {
            for (int i = 0; i < 60; i++) {
                log.record(event("event " + i));
            }
        }
        assertThat(folder.resolve("audit.jsonl.1")).exists();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void rotatesBySizeAndDeletesTheOldest() throws IOException {
        try (FileAuditLog log =
                FileAuditLog.builder(file).maxBytes(4096).keep(2).build()) {
            for (int i = 0; i < 200; i++) {
                log.record(event("event " + i));
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).allSatisfy(each -> assertThat(Files.size(each)).isLessThanOrEqualTo(4096));
        }
        assertThat(Files.readString(file)).endsWith(event("event 199").toJson() + "\n");
    }

    @Test
    @DisplayName("a mandatory event is on the disk when it is recorded, and many threads lose and mix nothing")
    void losesNothingUnderManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (FileAuditLog log = FileAuditLog.builder(file)
                .maxBytes(16 * 1024)
                .keep(1000)
                .fsync()
                .build()) {
            for (int i = 0; i < 1_000; i++) {
                AuditEvent event = event("event " + i);
                threads.execute(() -> log.record(event));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            expected.add(event("event " + i).toJson());
        }
        assertThat(everyLine()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("fault table: the interruption of one request closes the file for nobody")
    void survivesInterruption() throws IOException {
        try (FileAuditLog log = FileAuditLog.builder(file).fsync().build()) {
            Thread.currentThread().interrupt();
            log.record(event("one"));
            assertThat(Thread.interrupted()).isTrue();
            log.record(event("two"));
        }
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void aTornLineOfACrashIsEndedFirst() throws IOException {
        try (FileAuditLog log = FileAuditLog.builder(file).build()) {
            log.record(event("one"));
        }
        Files.writeString(file, Files.readString(file) + "{\"time\":\"20");
        try (FileAuditLog log = FileAuditLog.builder(file).build()) {
            log.record(event("two"));
        }
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .last()
                .isEqualTo(event("two").toJson());
    }

    @Test
    @DisplayName("fault table: full disk: the event fails, no half line stays, and writing goes on when there is room")
    void survivesAFullDisk() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        Process program = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        "ulimit -f 8 && exec \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDiskProgram.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(said).isZero();
        assertThat(said).contains("refused, then taken");
        assertThat(Files.readAllLines(file))
                .allSatisfy(line -> assertThat(line).startsWith("{\"time\":").endsWith("}"))
                .last()
                .isEqualTo(event("after").toJson());
    }

    @Nested
    class Refuses {

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
            Files.writeString(file, event("before").toJson() + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            try (FileAuditLog first = FileAuditLog.builder(file).build()) {
                assertThat(another()).contains("is written by another program; give each its own file");
                refused("another log of this program");
                assertThat(another()).contains("is written by another program; give each its own file");
                first.record(event("after"));
            }
            assertThat(another()).isEqualTo("opened");
        }

        private String another() throws IOException {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
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
            assertThatThrownBy(() -> log.record(event("late"))).isInstanceOf(UncheckedIOException.class);
        }
    }
}
