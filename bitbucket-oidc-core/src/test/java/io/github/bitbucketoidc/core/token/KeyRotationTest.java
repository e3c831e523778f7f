package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack row K21 under load: keys that change, and nobody who is turned away for it. */
@Timeout(300)
class KeyRotationTest {

    private static final int ROTATIONS = 100;
    private static final int REQUESTS = 1_000;
    private static final int CALLERS = 8;

    private final Verifying verifying = new Verifying();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void close() {
        callers.shutdownNow();
        verifying.close();
    }

    /** Names differ in each rotation; a few keys take turns, as making them is slow. */
    private static KeyPair key(int rotation) {
        return TestKeys.rsa("rotating-" + rotation % 5);
    }

    private static String jwk(int rotation) {
        return TestKeys.jwk("r" + rotation, key(rotation));
    }

    private String token(int rotation) {
        return TestToken.of(verifying.issuer.issuer(), "r" + rotation)
                .claim("exp", TestToken.ISSUED + 80_000)
                .signedBy(key(rotation))
                .signed();
    }

    @Row("K21")
    @Test
    void k21NoFalseRefusalInAHundredRotations() throws Exception {
        verifying.issuer.publishSet(TestKeys.set(jwk(0)));
        String before = token(0);
        assertThat(verifying.codeOf(before)).isEqualTo("accepted");
        for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
            verifying.time.advance(Duration.ofMinutes(5));
            verifying.issuer.publishSet(TestKeys.set(jwk(rotation - 1), jwk(rotation)));
            String[] tokens = {before, token(rotation)};
            List<Future<List<String>>> refusals = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                refusals.add(callers.submit(() -> refusalsOf(tokens)));
            }
            for (Future<List<String>> refused : refusals) {
                assertThat(refused.get(60, TimeUnit.SECONDS))
                        .as("rotation %d", rotation)
                        .isEmpty();
            }
            before = tokens[1];
        }
        // One refresh for each new key, and here and there one ahead of the set's end.
        assertThat(verifying.issuer.keyRequests()).isBetween(ROTATIONS + 1, 2 * ROTATIONS + 1);
    }

    private List<String> refusalsOf(String... tokens) {
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < REQUESTS / CALLERS; i++) {
            String code = verifying.codeOf(tokens[i % tokens.length]);
            if (!code.equals("accepted")) {
                refusals.add(code);
            }
        }
        return refusals;
    }
}
