package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that takes every question and never answers holds nobody but those who need it. */
class HangingStoreIT {

    private static final int STEPS = 200;

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerSocket hanging;

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        hanging = new ServerSocket(0, STEPS, InetAddress.getLoopbackAddress()); // the system connects, nobody reads
        Path secrets = directory.resolve("secrets.yaml");
        Files.writeString(secrets, "db: { password: \"" + Workplace.SECRET + "\" }\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        policy("60s", "30s");
    }

    private void policy(String deadline, String timeOut) throws IOException {
        Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  local: { type: file, path: secrets.yaml }
                  hanging:
                    type: vault
                    address: "http://127.0.0.1:%d"
                    mounts: { secret: kv-2 }
                    login: { token: { env: VAULT_TOKEN } }
                    time-out: %s
                settings:
                  deadline: %s
                names:
                  repositories: { payments: "{%s}" }
                grants:
                  well:
                    when: repository is payments and branch is "main"
                    deliver: { PASSWORD: "local:db#password" }
                  hangs:
                    when: repository is payments and branch is "hangs"
                    deliver: { PASSWORD: "hanging:secret/db#password" }
                """.formatted(
                        FakeBitbucket.ACME,
                        bitbucket.acme().issuer(),
                        hanging.getLocalPort(),
                        timeOut,
                        deadline,
                        TokenMint.REPOSITORY));
    }

    @AfterEach
    void stop() throws IOException {
        hanging.close();
        bitbucket.close();
    }

    private Program start(String... flags) throws IOException {
        String[] all = new String[flags.length + 2];
        all[0] = "--policy";
        all[1] = "policy.yaml";
        System.arraycopy(flags, 0, all, 2, flags.length);
        return Program.start(directory, Map.of("VAULT_TOKEN", "of-the-tests"), all);
    }

    /** So many ask for what hangs that most are turned away; the others wait for the store when this returns. */
    private List<CompletableFuture<HttpResponse<Void>>> saturate(URI secrets, int waiting) {
        // So that nobody is turned away because too many wait for keys.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunnerSimulator.of(secrets)
                                .ask(bitbucket.acme().mint().token())
                                .status()
                        == 200);
        HttpRequest request = HttpRequest.newBuilder(secrets)
                .header(
                        "Authorization",
                        "Bearer " + bitbucket.acme().mint().branch("hangs").token())
                .build();
        List<CompletableFuture<HttpResponse<Void>>> asked = IntStream.range(0, STEPS)
                .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .toList();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> asked.stream().filter(CompletableFuture::isDone).count() == STEPS - waiting);
        return asked;
    }

    private void leavesRoom(int waiting, String... flags) throws IOException {
        try (Program program = start(flags)) {
            URI secrets = program.address();
            List<CompletableFuture<HttpResponse<Void>>> asked = saturate(secrets, waiting);

            assertThat(RunnerSimulator.of(secrets).ask("x.y.z").status()).isEqualTo(401);
            assertThat(RunnerSimulator.of(secrets)
                            .ask(bitbucket.acme().mint().token())
                            .environment())
                    .containsEntry("PASSWORD", Workplace.SECRET);

            assertThat(asked.stream().filter(CompletableFuture::isDone))
                    .allMatch(answer -> answer.join().statusCode() == 503);
            assertThat(program.events()).anyMatch(event -> event.contains("\"overloaded\""));
        }
    }

    @Test
    void othersAreAnsweredWhileItHoldsAsManyAsItMay() throws IOException {
        leavesRoom(64);
    }

    @Test
    void soItIsForEveryNumberOfRequestsInWork() throws IOException {
        leavesRoom(1, "--max-concurrent", "2");
        leavesRoom(75, "--max-concurrent", "150");
    }

    @Test
    void aSignalEndsTheProgramWhenTheDeadlineOfWhatHangsIsOver() throws Exception {
        policy("10s", "9s");
        try (Program program = start("--max-concurrent", "4", "--drain", "0s")) {
            List<CompletableFuture<HttpResponse<Void>>> asked = saturate(program.address(), 2);
            long told = System.nanoTime();
            program.terminate();
            assertThat(program.exitCode()).isZero();
            System.out.println("from SIGTERM to the end while a store hangs, with a deadline of 10 s: "
                    + Duration.ofNanos(System.nanoTime() - told).toMillis() + " ms");
            assertThat(asked).allMatch(answer -> answer.join().statusCode() == 503);
        }
    }
}
