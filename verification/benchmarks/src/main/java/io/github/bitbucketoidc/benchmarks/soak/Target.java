package io.github.bitbucketoidc.benchmarks.soak;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The standalone program as its users start it, as a process of its own, with its audit events counted. */
final class Target implements AutoCloseable {

    static final String SECRET = "correct horse battery staple";

    private static final Pattern LISTENING = Pattern.compile("listening on (\\S+)\\n");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Process process;
    private final URI address;
    private final AtomicLong events = new AtomicLong();

    /** How long the server took for each status, by its own count: from the request's arrival at the provider to its event. */
    private Figures served = new Figures();

    private Target(Process process, URI address, BufferedReader out) {
        this.process = process;
        this.address = address;
        Thread reader = new Thread(() -> out.lines().forEach(this::event), "audit");
        reader.setDaemon(true);
        reader.start();
    }

    private void event(String line) {
        long micros = number(line, "\"duration-micros\":");
        synchronized (this) {
            served.answered((int) number(line, "\"status\":"), micros * 1000);
        }
        events.incrementAndGet();
    }

    private static long number(String line, String before) {
        int start = line.indexOf(before) + before.length();
        int end = start;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        return Long.parseLong(line.substring(start, end));
    }

    /** What was counted since this was called last. */
    synchronized Figures served() {
        Figures all = served;
        served = new Figures();
        return all;
    }

    static Target start(Path jar, Path folder, FakeBitbucket bitbucket, SlowVault vault, int limit) throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  vault:
                    type: vault
                    address: "%s"
                    mounts: { secret: kv-2 }
                    login: { token: { env: VAULT_TOKEN } }
                grants:
                  payments:
                    when: repository is "{%s}"
                    deliver:
                      PASSWORD: vault:secret/payments/db#password
                """.formatted(
                        FakeBitbucket.ACME, bitbucket.acme().issuer(), vault.address(), TokenMint.REPOSITORY));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--policy",
                policy.toString(),
                "--max-concurrent",
                Integer.toString(limit)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("standalone.log").toFile());
        builder.environment().put("VAULT_TOKEN", "load");
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new Target(process, listening(process, folder.resolve("standalone.log")), out);
    }

    private static URI listening(Process process, Path log) throws IOException {
        while (true) {
            boolean alive = process.isAlive();
            String text = Files.readString(log);
            Matcher line = LISTENING.matcher(text);
            if (line.find()) {
                return URI.create(line.group(1));
            }
            if (!alive) {
                throw new IOException("it did not start: " + text);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    URI address() {
        return address;
    }

    long events() {
        return events.get();
    }

    /** Waits until as many events were read as there should be, for some seconds at most. */
    long eventsWhenThereAre(long expected) throws InterruptedException {
        for (int i = 0; i < 100 && events.get() < expected; i++) {
            Thread.sleep(100);
        }
        return events.get();
    }

    /** How much is in use after a collection, in KiB. */
    long heap() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        return used.find() ? Long.parseLong(used.group(1)) : -1;
    }

    long threads() throws IOException, InterruptedException {
        return jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\""))
                .count();
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        return said;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
