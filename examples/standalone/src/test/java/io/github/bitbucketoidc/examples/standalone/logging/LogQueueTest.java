package io.github.bitbucketoidc.examples.standalone.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LogQueueTest {

    private final CountDownLatch reads = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** A reader that is paused until the test lets it read. */
    private final OutputStream paused = new OutputStream() {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                reads.await();
            } catch (InterruptedException ended) {
                throw new IOException(ended);
            }
            written.write(bytes, offset, length);
        }
    };

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static LogRecord record(String message) {
        LogRecord record = new LogRecord(Level.INFO, message);
        record.setLoggerName("x.Y");
        return record;
    }

    @Row("D5")
    @Test
    void d5WhoLogsNeverWaitsAndWhatIsLostIsCounted() {
        LogQueue queue = new LogQueue(LogFormat.TEXT, paused);
        for (int i = 0; i < 5000; i++) {
            queue.publish(record("line " + i));
        }
        queue.settle(Duration.ofMillis(50)); // nor does who ends
        assertThat(text()).isEmpty();
        reads.countDown();
        Awaitility.await().until(() -> text().contains("log lines were dropped"));
        queue.settle(Duration.ofSeconds(30));
        assertThat(text().lines().filter(line -> line.contains(" - line "))).hasSizeBetween(1000, 1001);
        assertThat(text()).containsPattern("(3999|4000) log lines were dropped");
    }

    @Test
    void whatIsLoggedIsWrittenInItsOrder() {
        reads.countDown();
        LogQueue queue = new LogQueue(LogFormat.JSON, paused);
        queue.publish(record("first"));
        queue.publish(record("second"));
        queue.settle(Duration.ofSeconds(30));
        assertThat(text().lines()).hasSize(2).first().asString().contains("\"message\":\"first\"}");
    }
}
