package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStore.Sharing;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to STS when a store reads as the step, or with a role of the provider's, and how long that is used. */
class StepLoginTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/payments-ci";

    private final AtomicInteger sessions = new AtomicInteger();
    private FakeAws aws;

    @BeforeEach
    void start() throws IOException {
        FakeSecrets secrets = new FakeSecrets();
        aws = new FakeAws();
        aws.answering(call -> call.operation().startsWith("AssumeRole") ? session(call, 900) : secrets.apply(call));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private FakeAws.Answer session(FakeAws.Call call, int seconds) {
        return FakeAws.Answer.session(
                call, "ASIA" + sessions.incrementAndGet(), Instant.now().plusSeconds(seconds));
    }

    private SecretStore open(Object login) {
        return Stores.open("aws-secrets-manager", Stores.at(aws.address(), "login", login));
    }

    private SecretStore asStep(Object... settings) {
        Map<String, Object> step = Stores.at(aws.address(), settings);
        step.keySet().removeAll(List.of("region", "endpoint"));
        return open(Map.of("step", step));
    }

    private static void read(SecretStore store, Caller caller) {
        assertThat(store.read(
                        SecretRequest.of(List.of(SecretId.of("a")), Deadline.after(Duration.ofSeconds(30)), caller)))
                .hasSize(1);
    }

    private static Caller caller(UUID repository, UUID step, String token) {
        return Caller.builder(Stores.WORKSPACE, repository, step)
                .token(SecretValue.of(token), Instant.now().plusSeconds(3600))
                .build();
    }

    @Test
    void sendsTheStepsTokenAndNamesTheSessionAfterTheStep() {
        try (SecretStore store = asStep("role", ROLE)) {
            assertThat(store.needsCallerToken()).isTrue();
            assertThat(store.sharing()).isEqualTo(Sharing.CALLER);
            read(store, Stores.caller());
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity")).singleElement().satisfies(call -> {
            assertThat(call.parameters())
                    .containsEntry("RoleArn", ROLE)
                    .containsEntry("RoleSessionName", "bb-" + Stores.STEP)
                    .containsEntry("WebIdentityToken", Stores.TOKEN)
                    .containsEntry("DurationSeconds", "900")
                    .doesNotContainKeys("Tags.member.1.Key", "Policy");
            assertThat(call.authorization()).as("signature").isEqualTo("null");
        });
        assertThat(aws.calls("GetSecretValue"))
                .singleElement()
                .satisfies(call -> assertThat(call.authorization()).contains("Credential=ASIA1/"));
    }

    @Row("F14")
    @Test
    void usesOneSessionForAStepAndNeverThatOfAnother() {
        try (SecretStore store = asStep("role", ROLE)) {
            Caller one = caller(Stores.REPOSITORY, Stores.STEP, "token one");
            Caller two = caller(Stores.REPOSITORY, UUID.randomUUID(), "token two");
            read(store, one);
            read(store, two);
            read(store, one);
            read(store, two);
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity")).hasSize(2);
        assertThat(aws.calls("GetSecretValue").stream()
                        .map(call -> call.authorization().replaceAll("(?s).*Credential=(ASIA\\d+)/.*", "$1")))
                .containsExactly("ASIA1", "ASIA2", "ASIA1", "ASIA2");
    }

    @Row("F14")
    @Test
    void anStsThatHangsCostsNoMoreThanTheDeadline() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        aws.answering(call -> late(call, end));
        try (SecretStore store = asStep("role", ROLE)) {
            SecretStoreException failure = Assertions.catchThrowableOfType(
                    SecretStoreException.class, () -> store.read(Stores.request(Duration.ofMillis(500), "a")));
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "InvalidIdentityToken | Couldn't retrieve verification key from your identity provider",
                "IDPCommunicationError | No response from the identity provider"
            })
    void anStsThatOnceCannotReadTheIssuersKeysIsAskedAgain(String code, String message) {
        AtomicInteger asked = new AtomicInteger();
        FakeSecrets secrets = new FakeSecrets();
        aws.answering(call -> !call.operation().startsWith("AssumeRole")
                ? secrets.apply(call)
                : asked.incrementAndGet() == 1 ? FakeAws.Answer.stsError(400, code, message) : session(call, 900));
        try (SecretStore store = asStep("role", ROLE)) {
            read(store, Stores.caller());
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "InvalidIdentityToken | Couldn't retrieve verification key from your identity provider",
                "IDPCommunicationError | No response from the identity provider"
            })
    void anStsThatCannotReadTheIssuersKeysIsSaidToBeThat(String code, String message) {
        aws.answering(call -> FakeAws.Answer.stsError(400, code, message));
        try (SecretStore store = asStep("role", ROLE)) {
            SecretStoreException failure = Stores.failure(store, "a");
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.isAboutStore()).as("about AWS on the whole").isFalse();
            assertThat(failure)
                    .hasMessageContaining("STS could not read the keys of the token's issuer")
                    .hasMessageContaining(code);
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity")).hasSizeBetween(2, 12);
    }

    @Test
    void aTokenThatStsRefusesIsSentOnce() {
        aws.answering(call -> FakeAws.Answer.stsError(400, "InvalidIdentityToken", "No OpenIDConnect provider found"));
        try (SecretStore store = asStep("role", ROLE)) {
            assertThat(Stores.failure(store, "a").kind()).isEqualTo(Kind.DENIED);
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity")).hasSize(1);
    }

    @Test
    void anStsThatHangsLaterHurtsNoStepThatHasASession() {
        CountDownLatch end = new CountDownLatch(1);
        try (SecretStore store = asStep("role", ROLE)) {
            Caller first = caller(Stores.REPOSITORY, Stores.STEP, "token one");
            Caller second = caller(Stores.REPOSITORY, UUID.randomUUID(), "token two");
            read(store, first);
            FakeSecrets secrets = new FakeSecrets();
            aws.answering(call -> call.operation().startsWith("AssumeRole") ? late(call, end) : secrets.apply(call));
            Deadline soon = Deadline.after(Duration.ofMillis(500));
            SecretStoreException failure = Assertions.catchThrowableOfType(
                    SecretStoreException.class,
                    () -> store.read(SecretRequest.of(List.of(SecretId.of("a")), soon, second)));
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            read(store, first);
        } finally {
            end.countDown();
        }
    }

    private FakeAws.Answer late(FakeAws.Call call, CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return session(call, 900);
    }

    @Test
    void asksAgainShortlyBeforeTheEnd() {
        FakeSecrets secrets = new FakeSecrets();
        aws.answering(call -> call.operation().startsWith("AssumeRole") ? session(call, 50) : secrets.apply(call));
        try (SecretStore store = asStep("role", ROLE)) {
            read(store, Stores.caller());
            read(store, Stores.caller());
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity")).hasSize(2);
    }

    @Test
    void logsInOnceMoreWhenTheSessionHasEndedInMidFlight() {
        FakeSecrets secrets = new FakeSecrets();
        aws.answering(call -> call.operation().startsWith("AssumeRole")
                ? session(call, 900)
                : call.authorization().contains("ASIA1/")
                        ? FakeAws.Answer.error("ExpiredTokenException")
                        : secrets.apply(call));
        try (SecretStore store = asStep("role", ROLE)) {
            read(store, Stores.caller());
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity")).hasSize(2);
        assertThat(aws.calls("GetSecretValue")).hasSize(2);
    }

    @Test
    void fillsTheRoleWithTheStepsOwnIdentity() {
        try (SecretStore store = asStep("role", "arn:aws:iam::123456789012:role/ci/{workspace}/{repository}")) {
            read(store, Stores.caller());
        }
        assertThat(aws.calls().get(0).parameters())
                .containsEntry(
                        "RoleArn", "arn:aws:iam::123456789012:role/ci/" + Stores.WORKSPACE + "/" + Stores.REPOSITORY);
    }

    @Test
    void givesARepositoryItsOwnRoleAndTheRestOfItsWorkspaceAnother() {
        Map<String, String> roles = Map.of(
                "{" + Stores.REPOSITORY + "}",
                ROLE,
                "{" + Stores.WORKSPACE + "}",
                "arn:aws:iam::123456789012:role/all");
        try (SecretStore store = asStep("roles", roles)) {
            read(store, Stores.caller());
            read(store, caller(UUID.randomUUID(), Stores.STEP, "another token"));
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity").stream()
                        .map(call -> call.parameters().get("RoleArn")))
                .containsExactly(ROLE, "arn:aws:iam::123456789012:role/all");
    }

    @Test
    void deniesARepositoryThatHasNoRole() {
        try (SecretStore store = asStep("roles", Map.of("{" + UUID.randomUUID() + "}", ROLE))) {
            assertThat(Stores.failure(store, "a").kind()).isEqualTo(Kind.DENIED);
        }
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void asksForWhatIsConfiguredAndForAnHourIfTheRoleAllowsNoMore() {
        FakeSecrets secrets = new FakeSecrets();
        aws.answering(call -> !call.operation().startsWith("AssumeRole")
                ? secrets.apply(call)
                : call.parameters().get("DurationSeconds").equals("3600")
                        ? session(call, 3600)
                        : FakeAws.Answer.stsError(
                                400,
                                "ValidationError",
                                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."));
        try (SecretStore store = asStep("role", ROLE, "duration", "2h")) {
            read(store, caller(Stores.REPOSITORY, Stores.STEP, "token one"));
            read(store, caller(Stores.REPOSITORY, Stores.STEP, "token two"));
        }
        assertThat(aws.calls("AssumeRoleWithWebIdentity").stream()
                        .map(call -> call.parameters().get("DurationSeconds")))
                .containsExactly("7200", "3600", "3600");
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidIdentityToken, DENIED",
        "403, AccessDenied, DENIED",
        "403, IDPRejectedClaim, DENIED",
        "400, ExpiredTokenException, DENIED",
        "400, IDPCommunicationError, UNAVAILABLE",
        "400, Throttling, UNAVAILABLE",
        "400, ValidationError, MISCONFIGURED",
        "403, RegionDisabledException, MISCONFIGURED"
    })
    void failsAsStsRefuses(int status, String code, Kind kind) {
        aws.answering(call -> FakeAws.Answer.stsError(status, code, "refused " + Stores.TOKEN));
        try (SecretStore store = asStep("role", ROLE)) {
            SecretStoreException failure = Stores.failure(store, "a");
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(code).hasMessageNotContaining(Stores.TOKEN);
        }
        assertThat(aws.calls()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void refusesASessionThatIsNotWhole() {
        aws.answering(call -> {
            FakeAws.Answer whole = session(call, 900);
            return new FakeAws.Answer(
                    200, whole.type(), whole.body().replaceAll("<SessionToken>.*?</SessionToken>", ""));
        });
        try (SecretStore store = asStep("role", ROLE)) {
            assertThat(Stores.failure(store, "a")).hasMessageContaining("incomplete session");
        }
    }

    @Test
    void refusesACallerWithoutAToken() {
        Caller noToken =
                Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP).build();
        try (SecretStore store = asStep("role", ROLE)) {
            SecretStoreException failure =
                    Assertions.catchThrowableOfType(SecretStoreException.class, () -> read(store, noToken));
            assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        }
    }

    @Test
    void takesOnARoleWithTheProvidersOwnCredentialsOnceForAll() {
        try (SecretStore store =
                open(Map.of("role", Map.of("arn", ROLE, "external-id", "agreed", "duration", "30m")))) {
            assertThat(store.needsCallerToken()).isFalse();
            assertThat(store.sharing()).isEqualTo(Sharing.SHARED);
            read(store, Stores.caller());
            read(store, caller(UUID.randomUUID(), UUID.randomUUID(), "another"));
        }
        assertThat(aws.calls("AssumeRole")).singleElement().satisfies(call -> {
            assertThat(call.parameters())
                    .containsEntry("RoleArn", ROLE)
                    .containsEntry("RoleSessionName", "bitbucket-oidc")
                    .containsEntry("ExternalId", "agreed")
                    .containsEntry("DurationSeconds", "1800");
            assertThat(call.authorization()).contains("Credential=AKIATESTS/");
        });
        assertThat(aws.calls("GetSecretValue").get(1).authorization()).contains("Credential=ASIA1/");
    }

    @Test
    void readsWithAProfile() {
        try (SecretStore store = open(Map.of("profile", "other"))) {
            read(store, Stores.caller());
        }
        assertThat(aws.calls().get(0).authorization()).contains("Credential=AKIAOTHER/");
    }
}
