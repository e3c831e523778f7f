package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.keys.RefreshLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Attack rows K14, K20 and K21 for a day: three replicas behind one address, an issuer that changes its key every two hours and
 * fails now and then, strangers who send unknown keys by day and night, and steps with tokens that were made just now.
 */
@Timeout(900)
class KeyDayTest {

    private static final int STEP = 15;
    private static final int DAY = 86_400;
    private static final int ROTATION = 7_200;
    private static final int OVERLAP = 3_600;

    /** One replica; each has an issuer of its own that counts, and they count together as one address. */
    private static final class Replica {

        final Verifying verifying = new Verifying();
        final List<Integer> requests = new ArrayList<>();
        int seen;
        int refused;
        int deferred;
        int deferredInQuiet;
        int longestDeferral;
        int deferralSince = -1;
        int oldestWithdrawn;
        String current = "";
        String withdrawn;
        int withdrawnAt;

        void count(int second) {
            for (int made = verifying.issuer.requests(); seen < made; seen++) {
                requests.add(second);
            }
        }

        String mint(int generation) {
            long now = verifying.time.instant().getEpochSecond();
            return TestToken.of(verifying.issuer.issuer(), "g" + generation)
                    .signedBy(TestKeys.rsa("day-" + generation % 3))
                    .claim("iat", now)
                    .claim("exp", now + 3_600)
                    .signed();
        }

        void publish(int... generations) {
            String[] keys = new String[generations.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = TestKeys.jwk("g" + generations[i], TestKeys.rsa("day-" + generations[i] % 3));
            }
            verifying.issuer.publishSet(TestKeys.set(keys));
        }

        String outcome(String token) {
            try {
                return verifying.codeOf(token);
            } catch (KeySourceException unavailable) {
                return "keys_unavailable";
            }
        }

        void step(int second, boolean quiet) {
            String outcome = outcome(current);
            if (outcome.equals("accepted")) {
                deferralSince = -1;
            } else if (outcome.equals("keys_unavailable")) {
                deferralSince = deferralSince < 0 ? second : deferralSince;
                longestDeferral = Math.max(longestDeferral, second - deferralSince + STEP);
                deferred++;
                deferredInQuiet += quiet ? 1 : 0;
            } else {
                refused++;
            }
            if (withdrawn != null && outcome(withdrawn).equals("accepted")) {
                oldestWithdrawn = Math.max(oldestWithdrawn, second - withdrawnAt);
            }
        }

        /** A refresh ahead goes on in the background, in which no time passes here; wait for it, but not for one that failed. */
        void settle() {
            long end = System.nanoTime() + 2_000_000_000L;
            while (isAboutToRefresh() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }

        private boolean isAboutToRefresh() {
            Workspace.KeyState state = verifying.verifier.keyStates().get(verifying.issuer.issuer());
            return state.lastFailure().isEmpty()
                    && state.age().filter(age -> age.toSeconds() >= 270).isPresent();
        }

        /** The token that is good now under a key that nobody has; its signature is never looked at. */
        void flood(int second) {
            for (int i = 0; i < 3; i++) {
                String header = "{\"alg\":\"RS256\",\"kid\":\"flood-" + second + '-' + i + "\"}";
                outcome(TestToken.encode(header.getBytes(StandardCharsets.UTF_8))
                        + current.substring(current.indexOf('.')));
            }
        }
    }

    private static boolean isFlooded(int second) {
        int hour = second / 3_600;
        return hour >= 3 && hour < 6 || hour >= 12 && hour < 20;
    }

    /** Eight seconds when a new key appears, and half an hour in another hour; no key is withdrawn in those. */
    private static boolean isFailing(int second) {
        return second >= 28_800 && second < 28_808 || second >= 37_000 && second < 38_800;
    }

    private static int mostInAnHour(List<Integer> times) {
        int most = 0;
        for (int from : times) {
            most = Math.max(most, (int)
                    times.stream().filter(at -> at >= from && at < from + 3_600).count());
        }
        return most;
    }

    @Test
    void noFalseRefusalAndNoHourAboveTheQuotaInADay() {
        List<Replica> replicas = List.of(new Replica(), new Replica(), new Replica());
        try {
            for (int second = 0; second < DAY; second += STEP) {
                for (Replica replica : replicas) {
                    run(replica, second);
                    replica.verifying.time.advance(Duration.ofSeconds(STEP));
                }
            }
            report(replicas);
            List<Integer> together = new ArrayList<>();
            for (Replica replica : replicas) {
                assertThat(replica.refused).as("false refusals").isZero();
                assertThat(replica.deferredInQuiet).as("503 in quiet times").isZero();
                assertThat(replica.longestDeferral)
                        .isLessThanOrEqualTo((int) (RefreshLimit.INTERVAL / 1_000) + 2 * STEP);
                assertThat(replica.oldestWithdrawn).isLessThanOrEqualTo(300);
                assertThat(mostInAnHour(replica.requests)).isLessThanOrEqualTo(24);
                together.addAll(replica.requests);
            }
            assertThat(mostInAnHour(together)).as("of one address").isLessThan(60);
        } finally {
            replicas.forEach(replica -> replica.verifying.close());
        }
    }

    private static void run(Replica replica, int second) {
        int generation = second / ROTATION;
        if (second % ROTATION == 0) {
            replica.publish(generation == 0 ? new int[] {0} : new int[] {generation - 1, generation});
            replica.withdrawn = null;
        } else if (second % ROTATION == OVERLAP && generation > 0) {
            replica.withdrawn = replica.mint(generation - 1);
            replica.withdrawnAt = second;
            replica.publish(generation);
        }
        if (isFailing(second)) {
            replica.verifying.issuer.onKeys(FakeIssuer.answer(500, "", ""));
        } else if (isFailing(second - STEP)) {
            replica.publish(generation);
        }
        if (second % 60 == 0) {
            replica.current = replica.mint(generation);
        }
        // Strangers first: they must not be able to spend what the step needs.
        if (isFlooded(second)) {
            replica.flood(second);
        }
        replica.step(second, !isFlooded(second) && !isFlooded(second - 3_600) && !isFailing(second));
        replica.settle();
        replica.count(second);
    }

    private static void report(List<Replica> replicas) {
        List<Integer> together = new ArrayList<>();
        replicas.forEach(replica -> together.addAll(replica.requests));
        Replica first = replicas.get(0);
        StringBuilder hours = new StringBuilder();
        for (int hour = 0; hour < 24; hour++) {
            int from = hour * 3_600;
            hours.append(' ')
                    .append(first.requests.stream()
                            .filter(at -> at >= from && at < from + 3_600)
                            .count());
        }
        System.out.println("requests of a replica in each hour:" + hours);
        System.out.printf(
                "a day: %d requests of a replica, at most %d in an hour; three at most %d in an hour; %d false refusals, %d deferred"
                        + " (at most %d s), withdrawn key used for %d s%n",
                first.requests.size(),
                mostInAnHour(first.requests),
                mostInAnHour(together),
                replicas.stream().mapToInt(replica -> replica.refused).sum(),
                replicas.stream().mapToInt(replica -> replica.deferred).sum(),
                replicas.stream()
                        .mapToInt(replica -> replica.longestDeferral)
                        .max()
                        .orElse(0),
                replicas.stream()
                        .mapToInt(replica -> replica.oldestWithdrawn)
                        .max()
                        .orElse(0));
    }
}
