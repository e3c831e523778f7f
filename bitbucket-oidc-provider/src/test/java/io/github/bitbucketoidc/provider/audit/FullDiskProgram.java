package io.github.bitbucketoidc.provider.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes events until the system refuses, makes room, and writes on. Started where files may not grow beyond some KiB. */
final class FullDiskProgram {

    private FullDiskProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        try (FileAuditLog log = FileAuditLog.builder(file).build()) {
            long before = 0;
            try {
                for (int i = 0; i < 1_000; i++) {
                    before = Files.size(file);
                    log.record(FileAuditLogTest.event("event " + i));
                }
                throw new IllegalStateException("the system refused nothing");
            } catch (UncheckedIOException full) {
                if (Files.size(file) != before) {
                    throw new IllegalStateException("a part of a line stayed", full);
                }
            }
            Files.writeString(file, ""); // an operator makes room
            log.record(FileAuditLogTest.event("after"));
            System.out.println("refused, then taken");
        }
    }
}
