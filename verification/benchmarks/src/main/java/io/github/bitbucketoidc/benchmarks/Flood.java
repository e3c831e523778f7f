package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What a good exchange costs before and after a hundred thousand refused tokens, each with names and a size of its own: time at the 99th
 * percentile, and what its thread allocates. In one run, so that only their ratio counts.
 */
public final class Flood {

    private static final int JUNK = 100_000;
    private static final int TOKENS = 2_000;
    private static final int TURNS = 5;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Flood() {}

    /**
     * Measures and prints.
     *
     * @param arguments none
     * @throws Exception if a good token is refused
     */
    public static void main(String[] arguments) throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            SecretsEndpoint endpoint = SecretsEndpoint.of(SecretProvider.builder()
                    .policyFile(policy(bitbucket))
                    .auditLog(AuditLog.jsonLines(OutputStream.nullOutputStream()))
                    .build());
            List<EndpointRequest> good = IntStream.range(0, TOKENS)
                    .mapToObj(i -> request(
                            bitbucket.acme().mint().step(UUID.randomUUID()).token()))
                    .toList();
            while (endpoint.handle(good.get(0)).status() != 200) {
                TimeUnit.SECONDS.sleep(1); // on a busy machine the first fetch of keys may be too late
            }
            good(endpoint, good); // until all is compiled
            Cost before = good(endpoint, good);
            Random random = new Random(1);
            long began = System.nanoTime();
            for (int i = 0; i < JUNK; i++) {
                if (endpoint.handle(request(junk(random, i))).status() != 401) {
                    throw new IllegalStateException("junk was not refused");
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Cost after = good(endpoint, good);
            System.out.printf(
                    "%,d refused tokens in %.1f s; a good exchange: p99 %.0f µs before, %.0f µs after (%.2f times); %,d bytes"
                            + " before, %,d bytes after (%.3f times)%n",
                    JUNK,
                    seconds,
                    before.p99 / 1e3,
                    after.p99 / 1e3,
                    after.p99 / before.p99,
                    before.bytes,
                    after.bytes,
                    (double) after.bytes / before.bytes);
        }
        System.exit(0);
    }

    private record Cost(double p99, long bytes) {}

    /** The best of some turns: others use the machine, too. */
    private static Cost good(SecretsEndpoint endpoint, List<EndpointRequest> requests) {
        double p99 = Double.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            long[] nanos = new long[requests.size()];
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < nanos.length; i++) {
                long began = System.nanoTime();
                if (endpoint.handle(requests.get(i)).status() != 200) {
                    throw new IllegalStateException("a good token was refused");
                }
                nanos[i] = System.nanoTime() - began;
            }
            bytes = Math.min(bytes, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / nanos.length);
            Arrays.sort(nanos);
            p99 = Math.min(p99, (double) nanos[nanos.length * 99 / 100]);
        }
        return new Cost(p99, bytes);
    }

    private static String junk(Random random, int number) {
        StringBuilder payload = new StringBuilder("{\"iss\":\"https://stranger.example\"");
        for (int i = random.nextInt(60); i >= 0; i--) {
            payload.append(",\"n")
                    .append(number)
                    .append('_')
                    .append(i)
                    .append("\":")
                    .append(random.nextInt());
        }
        return part("{\"alg\":\"RS256\",\"kid\":\"k" + number + "\"}") + "."
                + part(payload.append('}').toString()) + "." + part("no signature " + number);
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static EndpointRequest request(String token) {
        return EndpointRequest.of("GET", List.of("Bearer " + token), "127.0.0.1", List.of());
    }

    private static Path policy(FakeBitbucket bitbucket) throws Exception {
        Path folder = Scratch.folder("flood");
        Path values = Files.createFile(
                folder.resolve("secrets.yaml"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(values, "db: { password: \"correct horse battery staple\" }\n");
        return Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  local: { type: file, path: secrets.yaml }
                grants:
                  all:
                    when: repository is "{%s}"
                    deliver: { PASSWORD: "local:db#password" }
                """.formatted(
                        FakeBitbucket.ACME, bitbucket.acme().issuer(), TokenMint.REPOSITORY));
    }
}
