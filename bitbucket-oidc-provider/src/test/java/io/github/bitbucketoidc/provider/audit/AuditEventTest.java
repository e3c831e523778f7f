package io.github.bitbucketoidc.provider.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.LoopbackIssuer;
import io.github.bitbucketoidc.provider.SecretProviderBuilder;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuditEventTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Nested
    class OfAReleasedAnswer {

        @Test
        void saysWhoAskedWhatWasDecidedAndWhatLeft() {
            bench.delivering("A: a:one@3#x", "B: b:two");
            bench.a.reading(request -> {
                Secret secret = Secret.ofFields(java.util.Map.of("x", SecretValue.of("eins eins")))
                        .withVersion("3");
                return java.util.Map.of(request.ids().iterator().next(), secret);
            });
            bench.b.secret(
                    "two",
                    Secret.ofText(SecretValue.of("zwei zwei"))
                            .withLease(Lease.of(
                                    "lease-1", Instant.parse("2999-12-31T00:00:00Z"), Optional.of("accessor-1"))));

            bench.provider().release(bench.issuer.token(), Origin.of("192.0.2.1", Optional.of("203.0.113.9")));

            AuditEvent event = bench.event();
            AuditEvent.Step step = event.step().orElseThrow();
            assertThat(step.repository()).hasToString(LoopbackIssuer.REPOSITORY);
            assertThat(step.workspaceUuid()).hasToString(LoopbackIssuer.WORKSPACE);
            assertThat(event.variables())
                    .containsExactly(
                            new AuditFacts.Variable(
                                    "A",
                                    "a",
                                    "one",
                                    Optional.of("3"),
                                    Optional.of("x"),
                                    List.of("all"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()),
                            new AuditFacts.Variable(
                                    "B",
                                    "b",
                                    "two",
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of("all"),
                                    Optional.of("lease-1"),
                                    Optional.of("accessor-1"),
                                    Optional.of(Instant.parse("2999-12-31T00:00:00Z"))));
            assertThat(event.toJson())
                    .startsWith("{\"time\":\"" + event.time() + "\",\"correlation\":\""
                            + event.origin().correlation() + "\",\"status\":200,\"outcome\":\"released\",\"issuer\":\""
                            + bench.issuer.issuer() + "\",\"workspace\":\"acme\",\"workspace-uuid\":\""
                            + LoopbackIssuer.WORKSPACE + "\",\"repository\":\"" + LoopbackIssuer.REPOSITORY
                            + "\",\"step\":\"" + LoopbackIssuer.STEP
                            + "\",\"branch\":\"main\",\"subject\":\"{" + LoopbackIssuer.REPOSITORY + "}:{"
                            + LoopbackIssuer.STEP + "}\",\"key-id\":\"k1\",\"signature-digest\":\"")
                    .contains(
                            "\",\"age-seconds\":1",
                            ",\"uses\":1,\"grants\":[\"all\"],\"denials\":[],\"shadow-grants\":[],\"shadow-denials\":[],"
                                    + "\"withheld\":[],\"lapsed\":[],\"overdue\":[],\"variables\":["
                                    + "{\"name\":\"A\",\"store\":\"a\",\"path\":\"one\",\"version\":\"3\",\"field\":\"x\","
                                    + "\"grants\":[\"all\"]},"
                                    + "{\"name\":\"B\",\"store\":\"b\",\"path\":\"two\",\"grants\":[\"all\"],\"lease\":\"lease-1\","
                                    + "\"lease-holder\":\"accessor-1\","
                                    + "\"lease-expires\":\"2999-12-31T00:00:00Z\"}],"
                                    + "\"unmaskable\":[],\"caller-token-used-by\":[],\"claim-drift\":[],\"policy-digest\":\"")
                    .contains("\",\"peer\":\"192.0.2.1\",\"client\":\"203.0.113.9\",\"duration-micros\":")
                    .doesNotContain("eins", "zwei");
        }
    }

    @Test
    void everyPolicyVersionIsNamedByItsDigest() {
        bench.policy("");
        bench.ask();
        bench.policy("denials: { no: { when: repository is present, withhold: [A], when-absent: withhold } }\n");
        bench.provider().reload();
        bench.ask();

        assertThat(bench.events).extracting(AuditEvent::policyDigest).doesNotHaveDuplicates();
        assertThat(bench.events)
                .extracting(AuditEvent::policyDigest)
                .allSatisfy(digest -> assertThat(digest).matches("[0-9a-f]{64}"));
    }

    @Row("H10")
    @Test
    @DisplayName("H10 a branch's name can neither break nor forge a line")
    void h10EscapesTheBranch() {
        bench.policy("");
        String branch =
                "x\\\\u0085\\\\u001b[31m".replace("\\\\", "\\") + "${jndi:ldap://x}{}" + "\\u202e" + "y".repeat(300);
        bench.provider().release(bench.issuer.token(claims -> claims.put("branchName", branch)), Origin.local());

        String shown = bench.event().step().orElseThrow().branch().orElseThrow();
        assertThat(shown)
                .startsWith("x\\u{85}\\u{1b}[31m${jndi:ldap://x}{}\\u{202e}y")
                .hasSize(200);
        assertThat(bench.event().toJson()).matches("[ -~]+");
    }

    @Test
    void aShadowGrantIsToldAndNotRead() {
        bench.delivering("A: a:one").and("""
                  shadow:
                    mode: shadow
                    when: repository is "{%s}"
                    deliver: { B: b:one }
                """.formatted(LoopbackIssuer.REPOSITORY));
        bench.a.text("one", "eins eins");

        bench.ask();

        assertThat(bench.event().decision().orElseThrow().shadowGrants()).containsExactly("shadow");
        assertThat(bench.event().variables())
                .extracting(AuditEvent.Variable::name)
                .containsExactly("A");
        assertThat(bench.b.requests).isEmpty();
    }

    @Test
    void explainsOnlyWhenToldTo() {
        bench.delivering("A: a:one").with(SecretProviderBuilder::explainDecisions);
        bench.a.text("one", "eins eins");
        bench.ask();

        assertThat(bench.event().decision().orElseThrow().explanation().orElseThrow())
                .startsWith("{")
                .endsWith("}");
        assertThat(bench.event().toJson()).matches("[ -~]+");
    }

    @Test
    void tellsHowLongItTook() {
        bench.policy("");
        bench.ask();

        assertThat(bench.event().duration()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
    }
}
