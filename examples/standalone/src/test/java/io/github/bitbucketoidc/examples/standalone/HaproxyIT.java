package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas behind a real haproxy, which keeps its connections to them alive. */
class HaproxyIT {

    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    private static final int CLIENTS = 4;

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean asking = new AtomicBoolean(true);
    private final AtomicInteger answered = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private String policy;
    private Process haproxy;
    private URI statistics;

    @BeforeEach
    void write() throws IOException {
        boolean there = Files.isExecutable(HAPROXY);
        assertThat(there || !Boolean.getBoolean("require.servers"))
                .as("haproxy")
                .isTrue();
        assumeTrue(there);
        policy = new Workplace(directory, bitbucket).policy();
    }

    @AfterEach
    void stop() {
        if (haproxy != null) {
            haproxy.destroyForcibly();
        }
        bitbucket.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Program replica(int port) throws IOException {
        Program program = Program.start(
                directory, "--policy", policy, "--port", Integer.toString(port), "--trusted-proxies", "127.0.0.1");
        program.address();
        return program;
    }

    private URI proxy(List<Integer> ports) throws IOException {
        int port = freePort();
        String page = Files.readString(Path.of("../../docs/operating.md"));
        int begin = page.indexOf("defaults\n");
        statistics = URI.create("http://127.0.0.1:" + freePort() + "/;csv");
        String configuration = page.substring(begin, page.indexOf("```", begin))
                        .replace("10.0.0.1:8080", "127.0.0.1:" + ports.get(0))
                        .replace("10.0.0.2:8080", "127.0.0.1:" + ports.get(1))
                + """
                frontend steps
                  bind 127.0.0.1:%d
                  default_backend replicas
                frontend statistics
                  bind 127.0.0.1:%d
                  stats enable
                  stats uri /
                """.formatted(port, statistics.getPort());
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
        haproxy = new ProcessBuilder(HAPROXY.toString(), "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        return URI.create("http://127.0.0.1:" + port + "/secrets");
    }

    /** Whether haproxy would send requests to both, and has no doubts about either. */
    private boolean bothAreUp() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(statistics).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .lines()
                        .filter(line -> line.matches("replicas,(one|two),.*,UP,.*"))
                        .count()
                == 2;
    }

    private void askOn(URI secrets) {
        while (asking.get()) {
            try {
                int status = ask(secrets);
                if (status != 200) {
                    failed.add(Integer.toString(status));
                }
            } catch (IOException | InterruptedException broken) {
                failed.add(broken.toString());
            }
            answered.incrementAndGet();
        }
    }

    private int ask(URI secrets) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(secrets)
                .header("Authorization", "Bearer " + bitbucket.acme().mint().token())
                .timeout(Duration.ofSeconds(30))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void noStepFailsWhileTheReplicasAreRestartedOneAfterTheOther() throws Exception {
        List<Integer> ports = List.of(freePort(), freePort());
        List<Program> programs = new ArrayList<>();
        for (int port : ports) {
            programs.add(replica(port));
        }
        URI secrets = proxy(ports);
        Awaitility.await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> ask(secrets) == 200);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Thread(() -> askOn(secrets)));
        }
        clients.forEach(Thread::start);
        try {
            for (int i = 0; i < ports.size(); i++) {
                try (Program old = programs.get(i)) {
                    old.terminate();
                    assertThat(old.exitCode()).isZero();
                }
                programs.set(i, replica(ports.get(i)));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(this::bothAreUp);
            }
        } finally {
            asking.set(false);
            for (Thread thread : clients) {
                thread.join();
            }
            programs.forEach(Program::close);
        }
        System.out.println("steps during a rolling restart: " + answered + ", failed: " + failed);
        assertThat(failed).isEmpty();
        assertThat(answered).hasValueGreaterThan(100);
    }
}
