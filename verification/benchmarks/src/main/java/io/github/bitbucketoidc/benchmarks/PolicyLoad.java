package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long 100,000 grants take to load, and how much memory they keep. The first line is that of a process that has just started;
 * the processor's time is what remains comparable on a machine that does other things too.
 */
public final class PolicyLoad {

    private PolicyLoad() {}

    /**
     * Loads a file several times.
     *
     * @param arguments how many grants and how many times; 100,000 and 5 if left out
     * @throws IOException if no temporary file can be written
     */
    public static void main(String[] arguments) throws IOException {
        int grants = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path file = Files.createTempFile("policy", ".yaml");
        Files.writeString(file, ManyGrants.text(grants));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < times; i++) {
            long before = used();
            long processor = threads.getCurrentThreadCpuTime();
            long clock = System.nanoTime();
            Policy policy = PolicyFile.read(file);
            double seconds = (System.nanoTime() - clock) / 1e9;
            double processorSeconds = (threads.getCurrentThreadCpuTime() - processor) / 1e9;
            System.out.printf(
                    "%d grants: %.2f s (processor %.2f s), keeps %d MB%n",
                    policy.grants().size(), seconds, processorSeconds, (used() - before) >> 20);
        }
        Files.delete(file);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
