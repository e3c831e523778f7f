package io.github.bitbucketoidc.provider.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.LoopbackIssuer;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClaimDriftTest {

    private final ClaimDrift drift = new ClaimDrift();

    private List<String> see(Claims.Builder claims) {
        return drift.changes("issuer", claims.build());
    }

    private static Claims.Builder claims() {
        return Claims.builder().text("sub", "s").text("pipelineUuid", "p");
    }

    @Test
    void documentedClaimsAreNoNews() {
        assertThat(see(claims().text("branchName", "main").flag("compliant", true)))
                .isEmpty();
        assertThat(see(claims().text("branchName", "main").flag("compliant", true)))
                .isEmpty();
    }

    @Test
    @DisplayName("a claim that was never seen before is reported once")
    void aNewClaimIsReportedOnce() {
        assertThat(see(claims())).isEmpty();
        assertThat(see(claims().number("shard", 1))).containsExactly("shard appeared as number");
        assertThat(see(claims().number("shard", 2))).isEmpty();
    }

    @Test
    @DisplayName("a claim that vanished is reported once, unless it comes and goes by its nature")
    void aClaimThatIsGoneIsReportedOnce() {
        see(claims().text("branchName", "main").text("deploymentEnvironmentUuid", "e"));

        assertThat(see(Claims.builder().text("sub", "s"))).containsExactly("pipelineUuid vanished");
        assertThat(see(Claims.builder().text("sub", "s"))).isEmpty();
        assertThat(see(claims())).isEmpty();
        assertThat(see(Claims.builder().text("sub", "s"))).isEmpty();
    }

    @Test
    @DisplayName("a claim that changed its type is reported once for each type")
    void aChangedTypeIsReportedOnce() {
        see(claims().flag("compliant", true));

        assertThat(see(claims().text("compliant", "yes"))).containsExactly("compliant changed its type to text");
        assertThat(see(claims().flag("compliant", true))).isEmpty();
        assertThat(see(claims().text("compliant", "no"))).isEmpty();
        assertThat(see(claims().other("compliant"))).containsExactly("compliant changed its type to other");
    }

    @Test
    void issuersAreFollowedEachForItself() {
        see(claims().number("shard", 1));

        assertThat(drift.changes("other", claims().number("shard", 1).build()))
                .containsExactly("shard appeared as number");
    }

    @Test
    void memoryIsBounded() {
        long reports = IntStream.range(0, 10_000)
                .mapToLong(i -> see(Claims.builder().flag("claim" + i, true)).stream()
                        .filter(change -> change.contains("appeared"))
                        .count())
                .sum();
        assertThat(reports).isEqualTo(ClaimDrift.MOST_CLAIMS);
        for (int i = 0; i < 2 * ClaimDrift.MOST_ISSUERS; i++) {
            drift.changes("issuer" + i, claims().build());
        }
        assertThat(drift.changes("one too many", claims().flag("new", true).build()))
                .isEmpty();
    }

    @Test
    @DisplayName("H10 a name cannot forge a line")
    void h10NamesAreEscaped() {
        assertThat(see(claims().flag("a\nb", true))).containsExactly("a\\u{a}b appeared as flag");
    }

    @Nested
    class InAProvider {

        private final Bench bench = new Bench();

        @AfterEach
        void close() {
            bench.close();
        }

        private AuditEvent ask(String claim, Object value) {
            bench.events.clear();
            bench.provider().release(bench.issuer.token(claims -> claims.put(claim, value)), Origin.local());
            return bench.event();
        }

        @Test
        @DisplayName("C17 a claim that drifts is told in the event, and opens nothing")
        void c17IsToldAndNeverTrusted() {
            bench.a.text("one", "eins eins");
            bench.policy("""
                    grants:
                      all:
                        when: workspace is "{%s}" and claim "compliant" is true
                        unpinned: true
                        deliver: { A: a:one }
                    """.formatted(LoopbackIssuer.WORKSPACE));

            assertThat(ask("compliant", true).outcome()).isEqualTo(AuditEvent.Outcome.RELEASED);
            AuditEvent changed = ask("compliant", "true");
            assertThat(changed.claimDrift()).containsExactly("compliant changed its type to text");
            assertThat(changed.outcome()).isEqualTo(AuditEvent.Outcome.NOTHING_GRANTED);
            assertThat(changed.toJson()).contains("\"claim-drift\":[\"compliant changed its type to text\"]");
            assertThat(ask("compliant", "true").claimDrift()).isEmpty();
            assertThat(ask("compliant2", true).claimDrift())
                    .containsExactly("compliant2 appeared as flag", "compliant vanished");
        }
    }
}
