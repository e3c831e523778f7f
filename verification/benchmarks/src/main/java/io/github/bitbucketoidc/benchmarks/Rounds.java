package io.github.bitbucketoidc.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures contestants against each other on a machine that others use too: many short rounds, in each of which every contestant
 * has its turn, by the CPU time of the one thread that runs them, not by the wall clock. What disturbs one round disturbs all of
 * its contestants alike, and the lower quartile over the rounds leaves out what was disturbed.
 */
final class Rounds {

    /** How many tokens a contestant gets in one turn: some 10 ms. */
    private static final int TURN = 300;

    /** What one contestant needs for one token. */
    record Cost(double microseconds, long bytes) {}

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Rounds() {}

    static Map<String, Cost> measure(Map<String, Contestant> contestants, int tokens, int rounds) throws Exception {
        Map<String, double[]> times = new LinkedHashMap<>();
        Map<String, double[]> bytes = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> {
            times.put(name, new double[rounds]);
            bytes.put(name, new double[rounds]);
        });
        int next = 0;
        for (int round = -rounds / 2; round < rounds; round++) {
            for (Map.Entry<String, Contestant> entry : contestants.entrySet()) {
                Contestant contestant = entry.getValue();
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long before = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < TURN; i++) {
                    next = next + 1 == tokens ? 0 : next + 1;
                    if (contestant.run(next) == null) {
                        throw new IllegalStateException(entry.getKey() + " led to nothing");
                    }
                }
                long time = THREADS.getCurrentThreadCpuTime() - before;
                if (round >= 0) {
                    times.get(entry.getKey())[round] = time / 1_000.0 / TURN;
                    bytes.get(entry.getKey())[round] =
                            (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / TURN;
                }
            }
        }
        Map<String, Cost> costs = new LinkedHashMap<>();
        times.forEach((name, taken) ->
                costs.put(name, new Cost(lowerQuartile(taken), Math.round(lowerQuartile(bytes.get(name))))));
        return costs;
    }

    private static double lowerQuartile(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 4];
    }
}
