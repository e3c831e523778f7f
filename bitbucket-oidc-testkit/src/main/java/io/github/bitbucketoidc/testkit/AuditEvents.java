package io.github.bitbucketoidc.testkit;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.provider.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes audit events as a provider does, for tests of an {@link io.github.bitbucketoidc.provider.audit.AuditLog} of one's own. Every event is of
 * the same step and the same time, and no two have the same correlation id. Stateless and thread-safe.
 *
 * <pre>{@code
 * List<String> lines = new ArrayList<>();
 * AuditLog own = event -> lines.add(event.toJson());
 * own.record(AuditEvents.released("DB_PASSWORD"));
 * Assertions.assertTrue(lines.get(0).contains("DB_PASSWORD"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AuditEvents {

    private static final Instant TIME = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final UUID REPOSITORY = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");
    private static final UUID STEP = UUID.fromString("759de0c6-eaee-4eaa-b7a6-c507eec759a7");
    private static final String PEER = "192.0.2.1";
    private static final String GRANT = "upload-policies";

    private AuditEvents() {}

    /**
     * Secrets left.
     *
     * @param variables the names of the variables
     * @return an event of status 200
     */
    public static AuditEvent released(String... variables) {
        return proven(
                200,
                AuditEvent.Outcome.RELEASED,
                Optional.empty(),
                "",
                Arrays.stream(variables).map(AuditEvents::variable).toList());
    }

    /**
     * The policy gives the step nothing.
     *
     * @return an event of status 200
     */
    public static AuditEvent nothingGranted() {
        return proven(200, AuditEvent.Outcome.NOTHING_GRANTED, Optional.empty(), "", List.of());
    }

    /**
     * A token was refused, so that nobody knows which step asked.
     *
     * @param code why
     * @return an event of status 401
     */
    public static AuditEvent refused(Rejection.Code code) {
        return unproven(401, AuditEvent.Outcome.REFUSED, code.toString());
    }

    /**
     * The secrets of a proven step could not be released.
     *
     * @param code why
     * @return an event of the code's status
     */
    public static AuditEvent failed(Release.FailureCode code) {
        return proven(
                code.status(),
                AuditEvent.Outcome.FAILED,
                Optional.of(code.toString()),
                "as a test wants it",
                List.of());
    }

    /**
     * There was no token to look at.
     *
     * @return an event of status 400
     */
    public static AuditEvent badRequest() {
        return unproven(400, AuditEvent.Outcome.BAD_REQUEST, "bad_request");
    }

    /**
     * Refusals that came so fast that they have one event together.
     *
     * @param count how many there were
     * @return an event without a correlation id
     */
    public static AuditEvent counted(long count) {
        return AuditFacts.counted(
                Origin.of("", PEER, Optional.empty()),
                401,
                AuditEvent.Outcome.REFUSED,
                Optional.of(Rejection.Code.SIGNATURE_INVALID.toString()),
                new AuditFacts.Counted(count, TIME, TIME.plusSeconds(10)));
    }

    private static AuditEvent proven(
            int status,
            AuditEvent.Outcome outcome,
            Optional<String> code,
            String detail,
            List<AuditEvent.Variable> variables) {
        List<String> grants = outcome == AuditEvent.Outcome.NOTHING_GRANTED ? List.of() : List.of(GRANT);
        List<String> none = List.of();
        return new AuditFacts(
                TIME,
                Origin.of(PEER, Optional.empty()),
                status,
                outcome,
                code,
                detail,
                Optional.of(step()),
                Optional.of(new AuditFacts.Decided(grants, none, none, none, none, none, none, Optional.empty())),
                variables,
                none,
                none,
                none,
                "35e873d35ac9de6fbbe1ec1ed7657d12e5aab114c7513d129ebfeb15822ff6f5",
                Duration.ofNanos(1_843_000));
    }

    private static AuditEvent unproven(int status, AuditEvent.Outcome outcome, String code) {
        return new AuditFacts(
                TIME,
                Origin.of(PEER, Optional.empty()),
                status,
                outcome,
                Optional.of(code),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "35e873d35ac9de6fbbe1ec1ed7657d12e5aab114c7513d129ebfeb15822ff6f5",
                Duration.ofNanos(123_000));
    }

    private static AuditEvent.Step step() {
        return new AuditFacts.Step(
                "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "acme",
                UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d"),
                REPOSITORY,
                Optional.empty(),
                Optional.of(UUID.fromString("2c0d5e8b-6b0a-4f63-9a51-0c3d7b0f9a11")),
                STEP,
                Optional.of("main"),
                "{" + REPOSITORY + "}:{" + STEP + "}",
                Optional.of("k1"),
                "d36159c7a3b633cfb857c384062fb0c39e5c02ccc6470d798a9f7d6fc139dd82",
                12,
                1);
    }

    private static AuditEvent.Variable variable(String name) {
        return new AuditFacts.Variable(
                name,
                "vault",
                "secret/cerbos/hub",
                Optional.of("3"),
                Optional.of(name),
                List.of(GRANT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
