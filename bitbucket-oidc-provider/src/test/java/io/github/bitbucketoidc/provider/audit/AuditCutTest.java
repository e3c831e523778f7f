package io.github.bitbucketoidc.provider.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.facts.AuditFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runtimes of containers cut lines at 16 KiB: no event is longer, and one that lacks something says so. */
class AuditCutTest {

    private static final UUID ID = new UUID(1, 2);

    private static AuditEvent event(int variables, int entries, String text, Optional<String> explanation) {
        List<String> list = new ArrayList<>();
        IntStream.range(0, entries).forEach(i -> list.add(text + i));
        return new AuditFacts(
                Instant.EPOCH,
                Origin.of("c", "192.0.2.1", Optional.empty()),
                200,
                AuditEvent.Outcome.RELEASED,
                Optional.empty(),
                text,
                Optional.of(new AuditFacts.Step(
                        text,
                        text,
                        ID,
                        ID,
                        Optional.empty(),
                        Optional.empty(),
                        ID,
                        Optional.of(text),
                        text,
                        Optional.of("k"),
                        "d",
                        12,
                        1)),
                Optional.of(new AuditFacts.Decided(list, list, list, list, list, list, list, explanation)),
                IntStream.range(0, variables)
                        .<AuditEvent.Variable>mapToObj(i -> new AuditFacts.Variable(
                                "NAME_" + i,
                                "vault",
                                "secret/" + text,
                                Optional.of("3"),
                                Optional.of("field"),
                                List.of("all"),
                                Optional.of("lease/" + i),
                                Optional.empty(),
                                Optional.of(Instant.EPOCH)))
                        .toList(),
                list,
                List.of(),
                list,
                "digest",
                Duration.ZERO);
    }

    @Test
    void aUsualEventIsWhole() {
        assertThat(event(10, 2, "text", Optional.of("why")).toJson())
                .contains("\"explanation\":\"why\"", "NAME_9")
                .doesNotContain("\"cut\"");
    }

    @Test
    void theExplanationGoesFirst() {
        assertThat(event(10, 2, "text", Optional.of("why ".repeat(10_000))).toJson())
                .contains("NAME_9", "\"cut\":[\"explanation\"]")
                .doesNotContain("why why");
    }

    @Test
    void theLastVariablesGoLastAndAreCounted() {
        String line = event(500, 2, "text", Optional.empty()).toJson();

        assertThat(line.length()).isBetween(14_000, 16_000);
        assertThat(line)
                .contains("NAME_0", "lease/0")
                .containsPattern("\"cut\":\\[\"variables: \\d+ of 500 are here\"]");
    }

    @Test
    void noEventIsLongerWhateverItHolds() {
        for (String text :
                List.of("a".repeat(200), "\u00fc".repeat(200), "\"".repeat(200), "\ud83d\ude00".repeat(100))) {
            String line =
                    event(1_000, 1_000, text, Optional.of(text.repeat(100))).toJson();
            assertThat(line.length()).isLessThan(16 * 1024 - 64);
            assertThat(line).startsWith("{").endsWith("}").contains("\"cut\":[");
        }
    }
}
