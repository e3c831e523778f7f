package io.github.bitbucketoidc.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Load from several connections. Closed: each asks again when it has its answer, which shows what the server can do at most.
 * Open: requests are due by a schedule that does not wait for answers, and a latency counts from when its request was due, so
 * that a stalled server is charged for all that it held up (no coordinated omission).
 */
final class Loop {

    /** What came of it. */
    record Result(long exchanges, int failed, Duration wall, Duration serverCpu, Histogram latencies) {

        double perSecond() {
            return exchanges * 1e9 / wall.toNanos();
        }

        double perCpuSecond() {
            return exchanges * 1e9 / serverCpu.toNanos();
        }
    }

    private final Target target;
    private final int tokens;
    private final int connections;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    Loop(Target target, int tokens, int connections) {
        this.target = target;
        this.tokens = tokens;
        this.connections = connections;
    }

    Result closed(Duration time) throws IOException, InterruptedException {
        return run(time, 0);
    }

    /** So many exchanges a second over all connections. */
    Result open(Duration time, double rate) throws IOException, InterruptedException {
        return run(time, rate);
    }

    private Result run(Duration time, double rate) throws IOException, InterruptedException {
        ConcurrentHistogram latencies =
                new ConcurrentHistogram(Duration.ofMinutes(2).toNanos(), 3);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        Duration cpuBefore = target.cpu();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int i = 0; i < connections; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try (Connection connection = new Connection(target.port())) {
                    drive(connection, number, rate, start, end, latencies);
                } catch (IOException broken) {
                    failure.compareAndSet(null, broken);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        IOException first = failure.get();
        if (first != null) {
            throw first;
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        return new Result(
                latencies.getTotalCount(),
                failed.getAndSet(0),
                wall,
                target.cpu().minus(cpuBefore),
                latencies);
    }

    private void drive(
            Connection connection, int number, double rate, long start, long end, ConcurrentHistogram latencies)
            throws IOException {
        long interval = rate == 0 ? 0 : (long) (1e9 * connections / rate);
        long due = start + interval * number / connections;
        while (true) {
            long now = System.nanoTime();
            if (rate == 0) {
                due = now;
            }
            if (due >= end || now >= end + Duration.ofSeconds(10).toNanos()) {
                return;
            }
            while (now < due) {
                LockSupport.parkNanos(due - now);
                now = System.nanoTime();
            }
            if (target.exchange(connection, Math.floorMod(next.getAndIncrement(), tokens))) {
                latencies.recordValue(System.nanoTime() - due);
            } else {
                failed.incrementAndGet();
            }
            due += interval;
        }
    }
}
