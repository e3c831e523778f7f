package io.github.bitbucketoidc.provider.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuditLogsTest {

    private final Bench bench = new Bench().delivering("A: a:one");

    @AfterEach
    void close() {
        bench.close();
    }

    /** A disk that is full until it is not, and takes half a line before it says so. */
    private static final class Disk extends OutputStream {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean full;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (full) {
                taken.write(bytes, offset, length / 2);
                throw new IOException("No space left on device");
            }
            taken.write(bytes, offset, length);
        }

        List<String> lines() {
            return taken.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Nested
    class MandatoryLog {

        private final Disk disk = new Disk();

        @Row("F21")
        @Test
        @DisplayName("fault table: full disk under a mandatory audit log: 503, no secret, lease given back")
        void thatFailsKeepsEverySecretBack() {
            disk.full = true;
            bench.a.secret(
                    "one", Secret.ofText(SecretValue.of("eins eins")).withLease(Lease.of("lease-1", Instant.MAX)));
            bench.with(builder -> builder.auditLog(AuditLog.jsonLines(disk)));

            assertThat(bench.ask()).isInstanceOfSatisfying(Release.Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo(Release.FailureCode.AUDIT_UNAVAILABLE);
                assertThat(failed.status()).isEqualTo(503);
            });
            assertThat(bench.code()).isEqualTo("audit_unavailable");
            assertThat(bench.event().variables()).isEmpty();
            await().until(() -> bench.a.revoked.equals(List.of("lease-1")));
        }

        @Row("F21")
        @Test
        @DisplayName(
                "a mandatory log that took the event before another one failed is told that nothing left; one behind it just that")
        void thatFailsIsNewsForTheOthers() {
            List<AuditEvent> before = new ArrayList<>();
            List<AuditEvent> behind = new ArrayList<>();
            disk.full = true;
            bench.a.text("one", "eins eins");
            bench.with(builder -> builder.auditLog(mandatory(before))
                    .auditLog(AuditLog.jsonLines(disk))
                    .auditLog(mandatory(behind)));

            assertThat(bench.ask().status()).isEqualTo(503);

            assertThat(before).extracting(AuditEvent::status).containsExactly(200, 503);
            assertThat(before.get(1)).isEqualTo(bench.event());
            assertThat(before.get(1).code()).contains("audit_unavailable");
            assertThat(before.get(1).variables()).isEmpty();
            assertThat(before.get(1).origin()).isEqualTo(before.get(0).origin());
            assertThat(behind).containsExactly(bench.event());
        }

        private AuditLog mandatory(List<AuditEvent> events) {
            return new AuditLog() {
                @Override
                public void record(AuditEvent event) {
                    events.add(event);
                }

                @Override
                public boolean mandatory() {
                    return true;
                }
            };
        }

        @Test
        void recoversWithALineOfItsOwn() {
            bench.a.text("one", "eins eins");
            bench.with(builder -> builder.auditLog(AuditLog.jsonLines(disk)));
            disk.full = true;
            bench.ask();
            disk.full = false;

            assertThat(bench.ask().status()).isEqualTo(200);
            assertThat(disk.lines()).hasSize(2);
            assertThat(disk.lines().get(1)).isEqualTo(bench.events.get(1).toJson());
        }

        @Test
        void isWrittenBeforeTheAnswerIsThere() {
            bench.a.text("one", "eins eins");
            bench.with(builder -> builder.auditLog(AuditLog.jsonLines(disk)));

            assertThat(bench.ask().status()).isEqualTo(200);
            assertThat(disk.lines()).containsExactly(bench.event().toJson());
        }

        @Test
        void holdsNoRefusalOfAStrangerBack() {
            disk.full = true;
            bench.with(builder -> builder.auditLog(AuditLog.jsonLines(disk)));

            assertThat(bench.provider().release("abc", Origin.local()).status()).isEqualTo(401);
        }
    }

    @Nested
    class OptionalLog {

        @Row("F21")
        @Test
        @DisplayName("fault table: full disk under an optional audit log: the answer stands, other logs have the event")
        void thatFailsHurtsNobody() {
            Disk disk = new Disk();
            disk.full = true;
            bench.a.text("one", "eins eins");
            List<AuditEvent> after = new ArrayList<>();
            bench.with(builder ->
                    builder.auditLog(AuditLog.optionalJsonLines(disk)).auditLog(after::add));

            assertThat(bench.ask().status()).isEqualTo(200);
            assertThat(bench.events).hasSize(1);
            assertThat(after).hasSize(1);
        }

        @Test
        void mayThrowWhatItLikes() {
            bench.a.text("one", "eins eins");
            bench.with(builder -> builder.auditLog(event -> {
                throw new StackOverflowError();
            }));

            assertThat(bench.ask().status()).isEqualTo(200);
        }
    }

    @Test
    void asksAPrintStreamWhetherItFailed() {
        bench.policy("").ask();
        Disk disk = new Disk();
        disk.full = true;
        AuditLog log = AuditLog.jsonLines(new PrintStream(disk, false, StandardCharsets.UTF_8));

        assertThatThrownBy(() -> log.record(bench.event())).isInstanceOf(UncheckedIOException.class);
    }
}
