package io.github.bitbucketoidc.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Connections that ask at the same time, each on its thread. */
final class Load {

    private final URI target;
    private final int connections;
    private final Supplier<byte[][]> requests;

    Load(URI target, int connections, Supplier<byte[][]> requests) {
        this.target = target;
        this.connections = connections;
        this.requests = requests;
    }

    /** Each connection asks as soon as it has its answer. */
    Figures closed(int seconds) throws Exception {
        return run(Long.MAX_VALUE, seconds, 0);
    }

    /** Each connection asks as soon as it has its answer, so often in all. */
    Figures times(long count) throws Exception {
        return run(count, 24 * 3600, 0);
    }

    /** So many requests a second come in all, whether the ones before are answered or not, as long as a connection is free. */
    Figures open(int seconds, double perSecond) throws Exception {
        return run(Long.MAX_VALUE, seconds, (long) (connections / perSecond * 1e9));
    }

    private Figures run(long most, int seconds, long intervalNanos) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        AtomicLong left = new AtomicLong(most);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        List<Callable<Figures>> tasks = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            tasks.add(() -> one(left, end, intervalNanos));
        }
        Figures all = new Figures();
        try {
            for (Future<Figures> done : threads.invokeAll(tasks)) {
                all.add(done.get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a connection failed", failed.getCause());
        } finally {
            threads.shutdownNow();
        }
        all.took(System.nanoTime() - start);
        return all;
    }

    private Figures one(AtomicLong left, long end, long intervalNanos) throws IOException {
        Figures figures = new Figures();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try (Asker asker = new Asker(target)) {
            long due = System.nanoTime() + (intervalNanos == 0 ? 0 : random.nextLong(intervalNanos));
            while (left.getAndDecrement() > 0) {
                long wait = intervalNanos == 0 ? 0 : due - System.nanoTime();
                if (wait > 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(wait);
                }
                due = Math.max(due + intervalNanos, System.nanoTime() - 10 * intervalNanos);
                long began = System.nanoTime();
                if (began >= end) {
                    break;
                }
                byte[][] choice = requests.get();
                int status = asker.ask(choice[random.nextInt(choice.length)]);
                figures.answered(status, System.nanoTime() - began);
            }
        }
        return figures;
    }
}
