package io.github.bitbucketoidc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measurements run, and measure what they say; what they measure is nobody's business here. */
class SmokeTest {

    @Test
    void everyPeerTakesTheTokens() throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Tokens tokens = Tokens.of(bitbucket.acme(), 3);
            for (Map.Entry<String, Contestant> peer :
                    Peers.of(bitbucket.acme(), tokens).entrySet()) {
                assertThat(peer.getValue().run(2)).as(peer.getKey()).isNotNull();
            }
        }
    }

    @Test
    void everyPeerRefusesWhatIsSpoilt() {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Tokens tokens = Tokens.of(bitbucket.acme(), 1)
                    .forKey(SigningKey.generate("other", 2048).publicKey());
            Peers.of(bitbucket.acme(), tokens).forEach((name, peer) -> {
                boolean refused = false;
                try {
                    peer.run(0);
                } catch (Exception refusal) {
                    refused = true;
                }
                assertThat(refused).as(name).isTrue();
            });
        }
    }

    @Test
    void printsOneTableForEachProvider() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Ratios(new PrintStream(printed, true, StandardCharsets.UTF_8), 5, 2, 100).run();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("With the JDK's provider", "| bare Signature.verify |", "1.000 |", "refuse an unknown issuer")
                .containsAnyOf("With Amazon Corretto Crypto Provider", "skipped: Amazon Corretto Crypto Provider");
    }

    @Test
    void drawsWhereTheTimeGoes(@TempDir Path folder) throws Exception {
        Path svg = folder.resolve("hot-path.svg");
        Profile.draw(svg, 5, Duration.ofSeconds(2));
        assertThat(svg).content().startsWith("<svg").contains("signature check", "JSON", "decision");
    }

    @Test
    void drawsShares() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("most", 3);
        counts.put("least", 1);
        assertThat(Bars.draw("Shares", counts)).startsWith("<svg").contains("75.0 %", "25.0 %", "Shares (4)");
    }
}
