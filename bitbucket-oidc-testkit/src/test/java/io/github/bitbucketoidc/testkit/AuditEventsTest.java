package io.github.bitbucketoidc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kit makes for tests of a user's log is what a provider makes. */
class AuditEventsTest {

    private static final Pattern NAME = Pattern.compile("\"([a-z-]+)\":");

    private static List<String> names(AuditEvent event) {
        return NAME.matcher(event.toJson()).results().map(name -> name.group(1)).toList();
    }

    @Test
    void aRefusalHasTheFieldsOfAProvidersRefusal(@TempDir Path folder) throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
                """);
        List<AuditEvent> events = new ArrayList<>();
        AuditLog log = new AuditLog() {
            @Override
            public void record(AuditEvent event) {
                events.add(event);
            }

            @Override
            public boolean mandatory() {
                return true;
            }
        };
        try (SecretProvider provider =
                SecretProvider.builder().policyFile(policy).auditLog(log).build()) {
            assertThat(provider.release("no token", Origin.local()).status()).isEqualTo(401);
        }
        List<String> made = new ArrayList<>(names(AuditEvents.refused(Rejection.Code.MALFORMED_COMPACT)));
        made.remove("peer"); // the provider's caller came over no network
        made.add(made.indexOf("code") + 1, "detail");
        assertThat(names(events.get(0))).isEqualTo(made);
    }

    @Test
    void aReleaseNamesTheStepAndItsVariables() {
        AuditEvent event = AuditEvents.released("A", "B");
        assertThat(event.status()).isEqualTo(200);
        assertThat(event.step()).isPresent();
        assertThat(event.variables()).extracting(AuditEvent.Variable::name).containsExactly("A", "B");
        assertThat(event.toJson()).contains("\"outcome\":\"released\"", "\"name\":\"A\"", "\"workspace\":\"acme\"");
        assertThat(event.origin().correlation())
                .isNotEqualTo(AuditEvents.released("A", "B").origin().correlation());
    }

    @Test
    void everyOutcomeCanBeMade() {
        assertThat(AuditEvents.nothingGranted().outcome()).isEqualTo(AuditEvent.Outcome.NOTHING_GRANTED);
        assertThat(AuditEvents.badRequest().code()).contains("bad_request");
        assertThat(AuditEvents.failed(Release.FailureCode.STORE_UNAVAILABLE).status())
                .isEqualTo(503);
        assertThat(AuditEvents.refused(Rejection.Code.EXPIRED).step()).isEmpty();
        assertThat(AuditEvents.counted(7).toJson()).contains("\"count\":7");
    }

    @Test
    void aUseIsOfTheTokenThatItNames() {
        var guard = ReplayGuards.once();
        assertThat(guard.admit(ReplayUses.of("one", "192.0.2.1")).admitted()).isTrue();
        assertThat(guard.admit(ReplayUses.of("two", "192.0.2.1")).admitted()).isTrue();
        assertThat(guard.admit(ReplayUses.of("one", "192.0.2.2")).admitted()).isFalse();
    }
}
