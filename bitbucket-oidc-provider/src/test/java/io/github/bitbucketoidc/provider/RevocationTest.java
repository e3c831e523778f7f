package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step, pipeline, repository or token in the file of revocations gets nothing, and the event says why. */
class RevocationTest {

    private static final String PIPELINE = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    private final Bench bench = new Bench().delivering("A: a:one");
    private Path file;
    private String token;

    @BeforeEach
    void begin() throws IOException {
        bench.a.text("one", "eins eins");
        file = folder.resolve("revoked");
        Files.writeString(file, "# nothing yet\n");
        bench.with(builder -> builder.revocationFile(file));
        token = bench.issuer.token(claims -> claims.put("pipelineUuid", "{" + PIPELINE + "}"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Release ask() {
        return bench.provider().release(token, Origin.of("192.0.2.1", Optional.empty()));
    }

    private AuditEvent latest() {
        return bench.events.get(bench.events.size() - 1);
    }

    private void assertRevoked() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ask().status() == 401);
        assertThat(latest().code()).contains("revoked");
        assertThat(latest().step()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "pipeline", "repository", "digest"})
    @Row("W10")
    void isRefusedAsRevokedByAnyOfItsIds(String kind) throws IOException {
        assertThat(ask().status()).isEqualTo(200);
        AuditEvent.Step step = latest().step().orElseThrow();
        String id = switch (kind) {
            case "step" -> step.step().toString();
            case "pipeline" -> step.pipeline().orElseThrow().toString();
            case "repository" -> step.repository().toString();
            default -> step.signatureDigest();
        };

        Files.writeString(file, "what is this\n" + kind + " " + id + " # leaked\n");

        assertRevoked();
        assertThat(latest().detail()).isEqualTo("the revocation file has the " + kind + " " + id);
    }

    @Test
    @Row("W10")
    void isRefusedWhileThePolicyOnTheDiskIsBroken() throws IOException {
        assertThat(ask().status()).isEqualTo(200);
        bench.and("nonsense: [");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> bench.provider().reload()))
                .isNotNull();
        Files.writeString(file, "step " + latest().step().orElseThrow().step());

        assertRevoked();
    }
}
