package com.example.kit;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The threads of this process at one moment, to find those that somebody started later and left behind. */
public final class Threads {

    /** The JDK's HTTP client on 17 ends its thread when it is collected; the common pool after a minute of idleness. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Numbers, because a thread that is held holds its class loader. */
    private final Set<Long> before = alive().map(Thread::getId).collect(Collectors.toSet());

    private static Stream<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream();
    }

    /** Threads that are younger than this object and alive. */
    public Set<Thread> left() {
        return alive()
                .filter(thread -> !before.contains(thread.getId()))
                // Of the JVM itself: they serve everybody and hold nobody's class loader.
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool-worker-"))
                .filter(thread -> !Set.of("Attach Listener", "process reaper", "Common-Cleaner", "Notification Thread")
                        .contains(thread.getName()))
                .collect(Collectors.toSet());
    }

    /** Waits until no younger thread is left. */
    public void requireNoneLeft() throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!left().isEmpty()) {
            Workplace.require(System.nanoTime() < end, "threads are left: " + left());
            System.gc();
            Thread.sleep(50);
        }
    }
}
