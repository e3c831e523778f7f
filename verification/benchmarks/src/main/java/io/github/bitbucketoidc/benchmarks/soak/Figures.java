package io.github.bitbucketoidc.benchmarks.soak;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often each status was answered, and how long it took. Written by one thread. */
final class Figures {

    /** Buckets of a hundredth of a power of two: within one percent. */
    private static final int BUCKETS = 64 * 100;

    private final Map<Integer, long[]> byStatus = new TreeMap<>();
    private final Map<Integer, Long> slowest = new TreeMap<>();
    private double seconds;

    void answered(int status, long nanos) {
        byStatus.computeIfAbsent(status, first -> new long[BUCKETS])[bucket(nanos)]++;
        slowest.merge(status, nanos, Math::max);
    }

    private static int bucket(long nanos) {
        return (int) (Math.log(Math.max(1, nanos)) / Math.log(2) * 100);
    }

    void add(Figures other) {
        other.byStatus.forEach((status, buckets) -> {
            long[] mine = byStatus.computeIfAbsent(status, first -> new long[BUCKETS]);
            for (int i = 0; i < BUCKETS; i++) {
                mine[i] += buckets[i];
            }
        });
        other.slowest.forEach((status, nanos) -> slowest.merge(status, nanos, Math::max));
    }

    void took(long nanos) {
        seconds = nanos / 1e9;
    }

    long count() {
        return byStatus.keySet().stream().mapToLong(this::count).sum();
    }

    long count(int status) {
        long sum = 0;
        for (long bucket : byStatus.getOrDefault(status, new long[0])) {
            sum += bucket;
        }
        return sum;
    }

    double perSecond(int status) {
        return count(status) / seconds;
    }

    /** In milliseconds. */
    double percentile(int status, double share) {
        long[] buckets = byStatus.getOrDefault(status, new long[0]);
        long rank = (long) Math.ceil(count(status) * share);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank && seen > 0) {
                return Math.pow(2, (i + 1) / 100.0) / 1e6;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int status : byStatus.keySet()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n    %d: %d, %.0f/s, ms: p50 %.1f, p99 %.1f, p99.9 %.1f, max %.1f",
                    status,
                    count(status),
                    perSecond(status),
                    percentile(status, 0.5),
                    percentile(status, 0.99),
                    percentile(status, 0.999),
                    slowest.getOrDefault(status, 0L) / 1e6));
        }
        return text.toString();
    }
}
