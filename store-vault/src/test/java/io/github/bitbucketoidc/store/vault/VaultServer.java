package io.github.bitbucketoidc.store.vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Vault in development mode on a loopback port of its own: in memory, unsealed, KV version 2 at {@code secret}. */
public final class VaultServer implements AutoCloseable {

    static final String ROOT = "root";

    private static @Nullable VaultServer shared;

    private final Process process;
    private final VaultApi api;
    private final CountDownLatch servesOrEnded = new CountDownLatch(1);
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private volatile String unsealKey = "";

    private VaultServer(Process process, URI address) {
        this.process = process;
        this.api = new VaultApi(address, ROOT);
        Thread drain = new Thread(this::drain, "vault-server-output");
        drain.setDaemon(true);
        drain.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** One for all tests that leave alone what they did not make. */
    static synchronized VaultServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** One that a test may seal or stop. */
    static VaultServer start(String... more) {
        return startSomewhere("http", more);
    }

    /** With TLS, and a certificate authority of its own in a folder. */
    static VaultServer startWithTls(Path folder) {
        return startSomewhere("https", "-dev-tls", "-dev-tls-cert-dir=" + folder);
    }

    /** A port that was free may be taken before Vault has it, by any connection of this machine: then another one. */
    private static VaultServer startSomewhere(String scheme, String... more) {
        for (int attempt = 1; ; attempt++) {
            try {
                return startAt(freePort(), scheme, more);
            } catch (AssertionError ended) {
                if (attempt == TRIES || !String.valueOf(ended.getMessage()).contains("address already in use")) {
                    throw ended;
                }
            }
        }
    }

    static VaultServer startAt(int port, String scheme, String... more) {
        List<String> command = new ArrayList<>(List.of(
                NeedsVault.Condition.binary().orElseThrow().toString(),
                "server",
                "-dev",
                "-dev-root-token-id=" + ROOT,
                "-dev-listen-address=127.0.0.1:" + port,
                "-dev-no-store-token"));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            VaultServer server = new VaultServer(process, URI.create(scheme + "://127.0.0.1:" + port));
            server.awaitStart(port);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drain() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.startsWith("Unseal Key: ")) {
                    unsealKey = line.substring("Unseal Key: ".length()).strip();
                    servesOrEnded.countDown();
                }
            }
        } catch (IOException ended) {
            output.add("output ended: " + ended.getMessage());
        } finally {
            servesOrEnded.countDown();
        }
    }

    /** The unseal key is printed when the server serves. A server that ends is not waited for; a slow one is, for long. */
    private void awaitStart(int port) {
        try {
            if (!servesOrEnded.await(START.toSeconds(), TimeUnit.SECONDS) || unsealKey.isEmpty()) {
                process.destroyForcibly();
                throw new AssertionError("Vault did not start on port " + port + ":\n" + String.join("\n", output));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    URI address() {
        return api.address();
    }

    /** As root. */
    VaultApi api() {
        return api;
    }

    void seal() {
        api.write("sys/seal", Map.of());
    }

    void unseal() {
        api.write("sys/unseal", Map.of("key", unsealKey));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofMinutes(3);
    private static final int TRIES = 5;
}
