package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.record.AuditSink;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A sink, a guard or a logger that neither takes what it is given nor fails. */
class HangingAuditLogTest {

    private static final int ASKED = 40;

    private final Bench bench = new Bench().delivering("A: a:one").settings("deadline: 1s");
    private final CountDownLatch released = new CountDownLatch(1);

    HangingAuditLogTest() {
        bench.a.text("one", "eins eins");
    }

    @AfterEach
    void close() {
        released.countDown();
        bench.close();
    }

    private long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    /** A pipe whose buffer a line does not fit into, and which nobody reads until told to. */
    @Nested
    class PipeThatNobodyReads {

        private final PipedOutputStream out = new PipedOutputStream();
        private final PipedInputStream in = new PipedInputStream(64);

        private String readForASecond() throws Exception {
            StringBuilder text = new StringBuilder();
            Thread reader = new Thread(() -> {
                try {
                    for (int c = in.read(); c >= 0; c = in.read()) {
                        text.append((char) c);
                    }
                } catch (IOException writerEnded) {
                    text.append("");
                }
            });
            reader.setDaemon(true);
            reader.start();
            int events = bench.events.size();
            await().until(() -> text.toString().split("\n", -1).length > events
                    && text.toString().endsWith("}\n"));
            return text.toString();
        }

        @Row("D5")
        @Test
        void failsEachReleaseInTimeAndIsToldThatNothingLeft() throws Exception {
            in.connect(out);
            bench.with(builder -> builder.auditLog(AuditLog.jsonLines(out)));

            long began = System.nanoTime();
            assertThat(bench.ask())
                    .isInstanceOfSatisfying(
                            Release.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo(Release.FailureCode.AUDIT_UNAVAILABLE));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            assertThat(bench.code()).isEqualTo("audit_unavailable");
            // a stranger's answer waits for nobody
            assertThat(bench.provider().release("abc", Origin.local()).status()).isEqualTo(401);
            IntStream.range(0, ASKED)
                    .parallel()
                    .forEach(i -> assertThat(bench.ask().status()).isEqualTo(503));
            assertThat(bench.provider().health().ready()).isFalse();
            assertThat(bench.provider().health().audit().hanging()).isTrue();
            assertThat(threads("bitbucket-oidc-audit")).isLessThan(60);

            List<String> lines = readForASecond().lines().toList();
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line).startsWith("{\"time\"").endsWith("}"));
            // what it may have taken for a release is withdrawn behind it
            assertThat(lines.get(0)).contains("\"released\"");
            List<String> released =
                    lines.stream().filter(line -> line.contains("\"released\"")).toList();
            assertThat(released).hasSizeLessThan(20).allSatisfy(line -> {
                String correlation = line.replaceAll(".*\"correlation\":\"([0-9a-f]+)\".*", "$1");
                assertThat(lines.stream().filter(each -> each.contains(correlation)))
                        .hasSize(2)
                        .last()
                        .asString()
                        .contains("audit_unavailable");
            });
            await().until(() -> bench.provider().health().ready());
            assertThat(bench.ask().status()).isEqualTo(200);
        }
    }

    @Row("D5")
    @Test
    void anOptionalLogThatHangsDelaysAnswersForAMomentOnly() {
        bench.with(builder -> builder.auditLog(event -> waitForTheEnd()));

        assertThat(bench.ask().status()).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            assertThat(bench.ask().status()).isEqualTo(200);
        }
        assertThat(bench.provider().health().ready()).isTrue();
        assertThat(threads("bitbucket-oidc-audit")).isLessThan(60);
    }

    @Row("D5")
    @Test
    void aReplayGuardThatHangsFailsTheRequestInTimeAndTakesALateUseBack() {
        List<ReplayGuard.Use> forgotten = new CopyOnWriteArrayList<>();
        bench.with(builder -> builder.replayGuard(new ReplayGuard() {
            @Override
            public Verdict admit(Use use) {
                waitForTheEnd();
                return Verdict.of(true, 1);
            }

            @Override
            public void forget(Use use) {
                forgotten.add(use);
            }
        }));

        assertThat(bench.ask()).isInstanceOfSatisfying(Release.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(Release.FailureCode.OVERLOADED);
            assertThat(failed.detail()).contains("in time");
        });
        assertThat(bench.code()).isEqualTo("overloaded");
        assertThat(forgotten).isEmpty();
        released.countDown();
        await().until(() -> forgotten.size() == 1);
        assertThat(bench.ask().status()).isEqualTo(200);
    }

    @Test
    void closingWaitsForNoLogThatHangs() {
        bench.with(builder -> builder.auditLog(event -> waitForTheEnd()));
        bench.ask();
        bench.provider().close();
        assertThat(released.getCount()).isEqualTo(1);
    }

    @Test
    void aMandatoryLogThatFailedFiveTimesMakesTheProviderNotReadyUntilItTakesAnEvent() {
        Semaphore works = new Semaphore(0);
        List<AuditEvent> taken = new CopyOnWriteArrayList<>();
        bench.with(builder -> builder.auditLog(new AuditLog() {
            @Override
            public void record(AuditEvent event) {
                if (works.availablePermits() == 0) {
                    throw new IllegalStateException("No space left on device");
                }
                taken.add(event);
            }

            @Override
            public boolean mandatory() {
                return true;
            }
        }));
        for (int i = 0; i < AuditSink.FAILURES; i++) {
            assertThat(bench.provider().health().ready()).isTrue();
            assertThat(bench.ask().status()).isEqualTo(503);
        }
        assertThat(bench.provider().health().ready()).isFalse();
        assertThat(bench.provider().health().audit().failures()).isEqualTo(AuditSink.FAILURES);
        works.release();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> bench.provider().health().ready()); // nobody asks
        assertThat(new ArrayList<>(taken)).extracting(AuditEvent::status).containsOnly(503);
    }

    private void waitForTheEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                released.await();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
