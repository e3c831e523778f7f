package io.github.bitbucketoidc.examples.standalone;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections this process can hold: each costs a file descriptor, and memory for a head that arrives slowly. */
final class Capacity {

    private static final int ENOUGH = 1000;
    private static final int LEAST = 16;
    /** The archive, the audit file, connections to stores and issuers, folders of secrets. */
    private static final long DESCRIPTORS_FOR_OTHERS = 64;

    private static final long PLAIN_BYTES = 128 << 10;
    private static final long TLS_BYTES = 384 << 10;

    private Capacity() {}

    static int connections(boolean tls) {
        return connections(Runtime.getRuntime().maxMemory(), descriptors(), tls);
    }

    /** What the bounds of memory (bytes) and descriptors allow. */
    static int connections(long memory, long descriptors, boolean tls) {
        long byMemory = memory / (tls ? TLS_BYTES : PLAIN_BYTES);
        long byDescriptors = descriptors - Math.max(DESCRIPTORS_FOR_OTHERS, descriptors / 4);
        return (int) Math.max(LEAST, Math.min(ENOUGH, Math.min(byMemory, byDescriptors)));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        && system.getMaxFileDescriptorCount() > 0
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
