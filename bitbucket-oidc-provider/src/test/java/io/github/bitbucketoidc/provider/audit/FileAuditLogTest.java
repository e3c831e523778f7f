package io.github.bitbucketoidc.provider.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditLogTest {

    private static final UUID ID = new UUID(1, 2);
    private static final AuditEvent.Step STEP = new AuditFacts.Step(
            "issuer",
            "acme",
            ID,
            ID,
            Optional.empty(),
            Optional.empty(),
            ID,
            Optional.empty(),
            "subject",
            Optional.empty(),
            "digest",
            12,
            0);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    static AuditEvent event(String correlation) {
        return event(correlation, Optional.of(STEP));
    }

    private static AuditEvent unproven(String correlation) {
        return event(correlation, Optional.empty());
    }

    private static AuditEvent event(String correlation, Optional<AuditEvent.Step> step) {
        return new AuditFacts(
                Instant.EPOCH,
                Origin.of(correlation, "", Optional.empty()),
                400,
                AuditEvent.Outcome.BAD_REQUEST,
                Optional.of("bad_request"),
                "",
                step,
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

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Row("D6")
    @Test
    void rotatesUnprovenEventsBySizeAndDeletesTheOldest() throws IOException {
        try (FileAuditLog log =
                FileAuditLog.builder(file).maxBytes(4096).keep(2).build()) {
            for (int i = 0; i < 200; i++) {
                log.record(unproven("event " + i));
            }
        }
        assertThat(names())
                .containsExactly(
                        "audit.jsonl", "audit.jsonl.unproven", "audit.jsonl.unproven.1", "audit.jsonl.unproven.2");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).allSatisfy(each -> assertThat(Files.size(each)).isLessThanOrEqualTo(4096));
        }
        assertThat(Files.readString(folder.resolve("audit.jsonl.unproven")))
                .endsWith(unproven("event 199").toJson() + "\n");
    }

    @Row("D6")
    @Test
    void deletesNoProvenEventForTheVolumeOfOthers() throws IOException {
        try (FileAuditLog log =
                FileAuditLog.builder(file).maxBytes(4096).keep(1).build()) {
            log.record(event("the theft"));
            for (int i = 0; i < 5_000; i++) {
                log.record(unproven("stranger " + i));
            }
            for (int i = 0; i < 200; i++) {
                log.record(event("step " + i));
            }
        }
        List<String> lines = everyLine();
        assertThat(lines).contains(event("the theft").toJson());
        assertThat(lines.stream().filter(line -> line.contains("\"step ")).count())
                .isEqualTo(200);
        assertThat(Files.readString(file)).doesNotContain("stranger");
    }

    @Test
    void deletesProvenEventsByTheirAgeIfToldTo() throws IOException {
        try (FileAuditLog log = FileAuditLog.builder(file).maxBytes(4096).build()) {
            for (int i = 0; i < 40; i++) {
                log.record(event("event " + i));
            }
        }
        assertThat(names()).contains("audit.jsonl.1", "audit.jsonl.2");
        Files.setLastModifiedTime(
                folder.resolve("audit.jsonl.2"), FileTime.from(Instant.now().minus(Duration.ofDays(31))));

        FileAuditLog.builder(file).deleteAfter(Duration.ofDays(30)).build().close();

        assertThat(names()).contains("audit.jsonl.1").doesNotContain("audit.jsonl.2");
    }

    @Nested
    class TouchedBySomebodyElse {

        private FileAuditLog log;

        @BeforeEach
        void open() {
            log = FileAuditLog.builder(file).fsync().build();
            log.record(event("one"));
        }

        @AfterEach
        void close() {
            log.close();
        }

        @Test
        void writesTheNextEventWhereEverybodyLooksAfterItWasMoved() throws IOException {
            Path moved = folder.resolve("moved");
            Files.move(file, moved);
            log.record(event("two"));
            log.record(event("three"));

            assertThat(Files.readAllLines(moved)).containsExactly(event("one").toJson());
            assertThat(Files.readAllLines(file))
                    .containsExactly(event("two").toJson(), event("three").toJson());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }

        @Test
        void writesTheNextEventAfterItWasDeletedOrReplaced() throws IOException {
            Files.delete(file);
            log.record(event("two"));
            assertThat(Files.readAllLines(file)).containsExactly(event("two").toJson());
            Path other = Files.createFile(
                    folder.resolve("other"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            log.record(event("three"));
            assertThat(Files.readAllLines(file)).containsExactly(event("three").toJson());
        }

        @Test
        void losesNothingThatWasWrittenBetweenACopyAndTheCut() throws IOException {
            List<String> copy = Files.readAllLines(file);
            log.record(event("two"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            log.record(event("three"));

            List<String> all = new ArrayList<>(copy);
            all.addAll(Files.readAllLines(file));
            assertThat(all)
                    .contains(
                            event("one").toJson(),
                            event("two").toJson(),
                            event("three").toJson())
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        }

        @Test
        void isStillTheOnlyWriter() throws IOException {
            Files.delete(file);
            log.record(event("two"));
            assertThatThrownBy(() -> FileAuditLog.builder(file).build()).hasMessageContaining("give each its own file");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                assertThatThrownBy(channel::tryLock).isInstanceOf(OverlappingFileLockException.class);
            }
        }
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
}
