package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStore.Sharing;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that are made for one step: what STS is asked for, and what the step gets. */
class CredentialsTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/deploy";
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

    @TempDir
    Path folder;

    private final AtomicInteger sessions = new AtomicInteger();
    private final Instant end = Instant.now().plusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
    private FakeAws aws;

    @BeforeEach
    void start() throws IOException {
        aws = new FakeAws().answering(call -> FakeAws.Answer.session(call, "ASIA" + sessions.incrementAndGet(), end));
        Files.writeString(folder.resolve("deploy.json"), POLICY);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private SecretStore open(Map<String, ?> role, Object... more) {
        Map<String, Object> settings = Stores.at(aws.address(), more);
        settings.put("roles", Map.of("deploy", role));
        return SecretStores.discover().open("aws-credentials", StoreConfig.of(settings, folder, name -> null));
    }

    private static Map<String, Object> role(Object... more) {
        Map<String, Object> role = new LinkedHashMap<>();
        role.put("arn", ROLE);
        for (int i = 0; i < more.length; i += 2) {
            role.put((String) more[i], more[i + 1]);
        }
        return role;
    }

    private static Secret minted(SecretStore store) {
        return Stores.read(store, "deploy").get(SecretId.of("deploy"));
    }

    @Test
    void areOfTheProvidersRoleNarrowedAndTaggedForTheStep() {
        try (SecretStore store = open(
                role("duration", "15m", "session-policy", Map.of("file", "deploy.json"), "external-id", "agreed"))) {
            assertThat(store.needsCallerToken()).isFalse();
            assertThat(store.sharing()).isEqualTo(Sharing.CALLER);
            Secret secret = minted(store);
            assertThat(secret.fields())
                    .containsOnlyKeys("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "REGION");
            assertThat(secret.fields().get("ACCESS_KEY_ID").reveal()).isEqualTo("ASIA1");
            assertThat(secret.fields().get("SECRET_ACCESS_KEY").reveal()).isEqualTo("minted secret");
            assertThat(secret.fields().get("SESSION_TOKEN").reveal()).isEqualTo("minted token of ASIA1");
            assertThat(secret.fields().get("REGION").reveal()).isEqualTo("eu-central-1");
            Lease lease = secret.lease().orElseThrow();
            assertThat(lease.id()).isEqualTo("arn:aws:sts::123456789012:assumed-role/deploy/bb-" + Stores.STEP);
            assertThat(lease.expires()).isEqualTo(end);
        }
        assertThat(aws.calls()).singleElement().satisfies(call -> {
            assertThat(call.operation()).isEqualTo("AssumeRole");
            assertThat(call.parameters())
                    .containsEntry("RoleArn", ROLE)
                    .containsEntry("RoleSessionName", "bb-" + Stores.STEP)
                    .containsEntry("DurationSeconds", "900")
                    .containsEntry("Policy", POLICY)
                    .containsEntry("ExternalId", "agreed")
                    .containsEntry("Tags.member.1.Key", "repository")
                    .containsEntry("Tags.member.1.Value", Stores.REPOSITORY.toString())
                    .containsEntry("Tags.member.2.Key", "environment")
                    .containsEntry("Tags.member.2.Value", Stores.ENVIRONMENT.toString())
                    .containsEntry("Tags.member.3.Key", "step")
                    .containsEntry("Tags.member.3.Value", Stores.STEP.toString());
            assertThat(call.authorization()).contains("Credential=AKIATESTS/");
        });
    }

    @Test
    void areOfTheStepWithItsOwnTokenAndWithoutTags() {
        try (SecretStore store = open(role("session-policy", Map.of("file", "deploy.json")), "login", "step")) {
            assertThat(store.needsCallerToken()).isTrue();
            minted(store);
        }
        assertThat(aws.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.parameters())
                        .containsEntry("Action", "AssumeRoleWithWebIdentity")
                        .containsEntry("RoleSessionName", "bb-" + Stores.STEP)
                        .containsEntry("WebIdentityToken", Stores.TOKEN)
                        .containsEntry("DurationSeconds", "3600")
                        .containsEntry("Policy", POLICY)
                        .doesNotContainKeys("Tags.member.1.Key"));
    }

    @Test
    void areMadeAnewForEachAnswer() {
        try (SecretStore store = open(role())) {
            assertThat(minted(store).fields().get("ACCESS_KEY_ID").reveal()).isEqualTo("ASIA1");
            assertThat(minted(store).fields().get("ACCESS_KEY_ID").reveal()).isEqualTo("ASIA2");
        }
    }

    @Test
    void lastAnHourAtMostWhenOneRoleTakesOnAnother() {
        String provider = "arn:aws:iam::123456789012:role/provider";
        try (SecretStore store = open(role("duration", "4h"), "login", Map.of("role", provider))) {
            minted(store);
        }
        assertThat(aws.calls())
                .extracting(call -> call.parameters().get("RoleArn"))
                .containsExactly(provider, ROLE);
        assertThat(aws.calls().get(1).parameters()).containsEntry("DurationSeconds", "3600");
        assertThat(aws.calls().get(1).authorization()).contains("Credential=ASIA1/");
    }

    @Test
    void areNotMadeWhenTheSessionPolicyIsGoneOrBroken() throws IOException {
        try (SecretStore store = open(role("session-policy", Map.of("file", "deploy.json")))) {
            Files.writeString(folder.resolve("deploy.json"), POLICY.substring(1));
            assertThat(Stores.failure(store, "deploy").kind()).isEqualTo(Kind.MISCONFIGURED);
            Files.delete(folder.resolve("deploy.json"));
            assertThat(Stores.failure(store, "deploy").kind())
                    .as("a file that is being replaced is away for a moment")
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void doNotExistForARoleThatIsNotThere() {
        try (SecretStore store = open(role())) {
            assertThat(Stores.read(store, "other")).isEmpty();
            assertThat(Stores.failure(store, "deploy@1").kind()).isEqualTo(Kind.MISCONFIGURED);
        }
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void failWithTheSecretsIdWhenStsRefuses() {
        aws.answering(call ->
                FakeAws.Answer.stsError(403, "AccessDenied", "User is not authorized to perform: sts:TagSession"));
        try (SecretStore store = open(role())) {
            SecretStoreException failure = Stores.failure(store, "deploy");
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(failure.ids()).containsExactly(SecretId.of("deploy"));
            assertThat(failure).hasMessageContaining("sts:TagSession");
        }
    }
}
