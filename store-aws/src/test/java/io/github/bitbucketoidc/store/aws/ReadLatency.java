package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program that says how much longer a store takes for twenty secrets than the SDK by itself, both in turns in one run against
 * moto. Needs {@code MOTO_SERVER}, {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}.
 */
public final class ReadLatency {

    private static final int WARM_UP = 300;
    private static final int ROUNDS = 1000;

    private ReadLatency() {}

    /**
     * Measures.
     *
     * @param arguments none
     * @throws IOException if moto does not start
     */
    public static void main(String[] arguments) throws IOException {
        Moto moto = Moto.started();
        String[] ids = IntStream.range(0, 20).mapToObj(i -> "s" + i).toArray(String[]::new);
        for (String id : ids) {
            moto.create(id, "{\"password\":\"value of " + id + "\"}");
        }
        List<String> names = List.of(ids);
        try (SecretStore store = Stores.open("aws-secrets-manager", Stores.at(moto.address()))) {
            Runnable bare = () -> moto.secrets().batchGetSecretValue(request -> request.secretIdList(names));
            Runnable ours = () -> store.read(Stores.request(Duration.ofSeconds(30), ids));
            long[] bareNanos = new long[ROUNDS];
            long[] ourNanos = new long[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                long first = nanos(bare);
                long second = nanos(ours);
                if (i >= 0) {
                    bareNanos[i] = first;
                    ourNanos[i] = second;
                }
            }
            for (int percent : new int[] {50, 90, 99}) {
                double bareMillis = millis(bareNanos, percent);
                double ourMillis = millis(ourNanos, percent);
                System.out.printf(
                        "p%d: SDK %.2f ms, store %.2f ms, added %.2f ms%n",
                        percent, bareMillis, ourMillis, ourMillis - bareMillis);
            }
        }
        System.exit(0);
    }

    private static long nanos(Runnable run) {
        long begin = System.nanoTime();
        run.run();
        return System.nanoTime() - begin;
    }

    private static double millis(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * percent / 100] / 1e6;
    }
}
