package io.github.bitbucketoidc.provider.audit;

import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Tries to write to an audit file, and says what came of it. */
final class SecondWriterProgram {

    private SecondWriterProgram() {}

    public static void main(String[] arguments) {
        try (FileAuditLog log = FileAuditLog.builder(Path.of(arguments[0])).build()) {
            log.record(FileAuditLogTest.event("of another program"));
            System.out.println("opened");
        } catch (UncheckedIOException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
