package io.github.bitbucketoidc.benchmarks.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a virtual machine has spent on itself, from Linux' counts by thread; nothing elsewhere, and nothing for a process that has no such
 * threads.
 *
 * @param compilers on compiling: it ends when a server is warm
 * @param collectors on collecting garbage
 */
record OwnWork(Duration compilers, Duration collectors) {

    /** The unit of Linux' counts. */
    private static final long TICK_MILLIS = 10;

    static OwnWork of(long process) {
        long compilers = 0;
        long collectors = 0;
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "task"))) {
            for (Path thread : threads) {
                String stat = stat(thread);
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')') + 1);
                if (name.startsWith("C1 ") || name.startsWith("C2 ")) {
                    compilers += ticks(stat);
                } else if (name.startsWith("GC ") || name.startsWith("G1 ") || name.startsWith("VM Thread")) {
                    collectors += ticks(stat);
                }
            }
        } catch (IOException notLinux) {
            // Then nothing is known.
        }
        return new OwnWork(Duration.ofMillis(compilers * TICK_MILLIS), Duration.ofMillis(collectors * TICK_MILLIS));
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException ended) {
            return "() ";
        }
    }

    /** User and system time: the 14th and 15th field, counted from 1; the second is the name, which may hold spaces. */
    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    OwnWork minus(OwnWork before) {
        return new OwnWork(compilers.minus(before.compilers), collectors.minus(before.collectors));
    }
}
