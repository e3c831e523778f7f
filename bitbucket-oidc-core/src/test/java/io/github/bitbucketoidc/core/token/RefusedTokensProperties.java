package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.rows.Row;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.awaitility.Awaitility;

/**
 * What unverified tokens may change: nothing that a good token's verdict or cost depends on. Cost is what is allocated, which unlike time is the
 * same on a busy machine.
 */
class RefusedTokensProperties {

    private static final int REFUSED = 10_000;
    private static final double MOST_GROWTH = 1.2;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a stranger can send. */
    private static final class Stranger {

        private final Random random;
        private final List<String> colliding;
        private final String goodHeader;
        private final String goodSignature;
        private int names;

        Stranger(Random random, String good) {
            this.random = random;
            this.colliding = new CollidingNames("stepUuid", random).next(2_000);
            this.goodHeader = good.substring(0, good.indexOf('.'));
            this.goodSignature = good.substring(good.lastIndexOf('.') + 1);
        }

        String token() {
            String header = switch (random.nextInt(4)) {
                case 0 -> encode(object());
                case 1 -> encode("{\"alg\":\"RS256\",\"kid\":\"k1\"," + object().substring(1));
                default -> goodHeader;
            };
            String payload = switch (random.nextInt(8)) {
                case 0 -> spoilt(encode(object()));
                case 1 -> encode(object().substring(1));
                default -> encode(object());
            };
            return header + '.' + payload + '.' + (random.nextBoolean() ? goodSignature : "AA*A");
        }

        private String spoilt(String base64) {
            return base64.substring(1) + '=';
        }

        private static String encode(String json) {
            return TestToken.encode(json.getBytes(StandardCharsets.UTF_8));
        }

        private String object() {
            int members = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 20);
            int from = random.nextInt(colliding.size() - members);
            List<String> chosen = random.nextBoolean() ? colliding.subList(from, from + members) : fresh(members);
            return chosen.stream().map(name -> '"' + name + "\":" + value()).collect(Collectors.joining(",", "{", "}"));
        }

        private List<String> fresh(int count) {
            List<String> made = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                made.add("x".repeat(random.nextInt(30)) + names++);
            }
            return made;
        }

        private String value() {
            return switch (random.nextInt(6)) {
                case 0 -> "\"\\n" + "y".repeat(random.nextInt(100)) + '"';
                case 1 -> "\"\u00e9\"";
                case 2 -> "{\"n" + names++ + "\":[1,\"a\"]}";
                default -> "1";
            };
        }
    }

    private static List<String> goodTokens(Verifying verifying, Random random) {
        List<String> tokens = new ArrayList<>();
        // On a busy machine the issuer may be late at first.
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreException(KeySourceException.class)
                .until(() -> verifying.codeOf(verifying.token()).equals("accepted"));
        tokens.add(verifying.token().signed());
        for (int i = 0; i < 5; i++) {
            List<Map.Entry<String, String>> claims =
                    new ArrayList<>(verifying.token().claims().entrySet());
            claims.add(Map.entry("custom" + i, "\"\\u0041\""));
            Collections.shuffle(claims, random);
            tokens.add(verifying
                    .token()
                    .rawPayload(claims.stream()
                            .map(claim -> '"' + claim.getKey() + "\":" + claim.getValue())
                            .collect(Collectors.joining(",", "{", "}")))
                    .signed());
        }
        return tokens;
    }

    /** What verifying each of them allocates: the median, for a compiler at work changes single ones. */
    private static long cost(Verifying verifying, List<String> tokens) {
        long[] costs = new long[201];
        for (int i = 0; i < costs.length; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (String token : tokens) {
                if (!(verifying.verifier.verify(token) instanceof Verification.Verified)) {
                    throw new AssertionError(verifying.codeOf(token));
                }
            }
            costs[i] = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        Arrays.sort(costs);
        return costs[costs.length / 2];
    }

    private static long costOfRefusing(Verifying verifying, List<String> tokens) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (String token : tokens) {
            assertThat(verifying.verifier.verify(token)).isInstanceOf(Verification.Rejected.class);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void refuse(Verifying verifying, Stranger stranger, int count) {
        for (int i = 0; i < count; i++) {
            String token = stranger.token();
            if (verifying.verifier.verify(token) instanceof Verification.Verified) {
                throw new AssertionError("accepted: " + token);
            }
        }
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Row({"D1", "D2"})
    void changeNeitherVerdictNorCostOfGoodOnes(@ForAll long seed) {
        Random random = new Random(seed);
        try (Verifying before = new Verifying()) {
            // Lets the JVM compile what both measurements run, on good and on bad tokens.
            List<String> good = goodTokens(before, random);
            cost(before, good);
            refuse(before, new Stranger(random, good.get(0)), REFUSED / 4);
            cost(before, good);
        }
        try (Verifying verifying = new Verifying()) {
            List<String> good = goodTokens(verifying, random);
            long first = cost(verifying, good);

            refuse(verifying, new Stranger(random, good.get(0)), REFUSED);

            assertThat((double) cost(verifying, good) / first).isLessThan(MOST_GROWTH);
        }
    }

    @Property(tries = 1)
    @Row("D2")
    void leaveTheNextOnesCostAsItWas(@ForAll long seed) {
        try (Verifying verifying = new Verifying()) {
            Random random = new Random(seed);
            Stranger stranger =
                    new Stranger(random, goodTokens(verifying, random).get(0));
            List<String> same = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                same.add(stranger.token());
            }
            refuse(verifying, stranger, 2_000);
            long first = costOfRefusing(verifying, same);

            refuse(verifying, stranger, 10 * REFUSED);

            assertThat((double) costOfRefusing(verifying, same) / first).isLessThan(MOST_GROWTH);
        }
    }
}
