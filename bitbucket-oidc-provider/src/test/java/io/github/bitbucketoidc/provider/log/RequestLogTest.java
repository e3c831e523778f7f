package io.github.bitbucketoidc.provider.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.leaks.RecordingLoggers;
import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class RequestLogTest {

    private final AtomicLong now = new AtomicLong();
    private final String name = "request.log." + UUID.randomUUID();
    private final BoundedCalls writer = new BoundedCalls("log-test", 1, 4);
    private final RequestLog log = new RequestLog(LoggerFactory.getLogger(name), now::get, writer);

    private List<String> lines() {
        return RecordingLoggers.lines().stream()
                .filter(line -> line.contains(name))
                .toList();
    }

    @Row("D7")
    @Test
    void saysOneKindOnceInTenSecondsWithItsCount() {
        for (int i = 0; i < 1_000; i++) {
            log.rare("outside 404", Level.INFO, "answered {} to {}", 404, "192.0.2.1");
        }
        log.rare("outside 431", Level.INFO, "answered {}", 431);
        await().until(() -> lines().size() == 2);
        now.set(Duration.ofSeconds(10).toNanos());
        log.rare("outside 404", Level.INFO, "answered {} to {}", 404, "192.0.2.2");

        await().until(() -> lines().size() == 3);
        assertThat(lines().get(0)).contains("answered 404 to 192.0.2.1");
        assertThat(lines().get(2)).contains("192.0.2.2 (and 999 more of this kind before it)");
    }

    @Row("D5")
    @Test
    void waitsForNoLoggerThatHangs() throws InterruptedException {
        CountDownLatch read = new CountDownLatch(1);
        writer.submit(() -> {
            try {
                read.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 500; i++) {
            log.line(Level.WARN, "line {}", i);
        }
        assertThat(lines()).isEmpty();
        read.countDown();
        await().until(() -> lines().stream().anyMatch(line -> line.contains("line 3")));
        log.line(Level.WARN, "the last one");
        await().until(() -> lines().stream().anyMatch(line -> line.contains("the last one")));
    }
}
