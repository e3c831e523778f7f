package io.github.bitbucketoidc.benchmarks.load;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Drives the standalone program, the same provider on other HTTP servers, and a real Vault, one after the other in one run, and
 * prints a table: exchanges per second of server CPU time, and latencies at half of what each can do.
 *
 * <p>Arguments: the seconds for each phase, then the path of {@code standalone.jar}. The environment variable {@code VAULT_BIN}
 * names Vault's binary. What is not there is said and left out.
 */
public final class Load {

    private static final int TOKENS = 10_000;
    private static final int GRANTS = 1_000;
    private static final int CONNECTIONS = 8;

    private Load() {}

    /**
     * Measures and prints.
     *
     * @param arguments seconds, jar
     * @throws IOException if a server cannot be started or refuses
     * @throws InterruptedException if it is told to end
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Duration phase = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
        Path jar = Path.of(arguments.length > 1 ? arguments[1] : "examples/standalone/target/standalone.jar");
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            FakeWorkspace workspace = bitbucket.acme();
            List<String> tokens = IntStream.range(0, TOKENS)
                    .mapToObj(i -> workspace.mint().step(UUID.randomUUID()).token())
                    .toList();
            System.out.printf(
                    "JDK %s, %d processors, %,d tokens, %,d grants, %d connections, %d s a phase%n%n",
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    TOKENS,
                    GRANTS,
                    CONNECTIONS,
                    phase.toSeconds());
            System.out.println("| server | exchanges/s, closed loop | per second of server CPU time"
                    + " | p50 at 50 %, ms | p99 | p99.9 | refused, % | resident, MB |");
            System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
            String policy = Workplace.policy(workspace, GRANTS).toString();
            for (List<String> command : commands(jar, policy)) {
                try (Target target = OurTarget.start(command.get(0), command.subList(1, command.size()), tokens)) {
                    measure(target, phase);
                }
            }
            String vault = System.getenv("VAULT_BIN");
            if (vault == null || !Files.isExecutable(Path.of(vault))) {
                System.out.println("\nskipped: Vault; set VAULT_BIN to its binary");
                return;
            }
            try (Target target = VaultTarget.start(vault, workspace, tokens)) {
                measure(target, phase);
            }
        }
        System.exit(0);
    }

    /** What to start: a name, then a command. */
    private static List<List<String>> commands(Path jar, String policy) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<List<String>> commands = new ArrayList<>();
        if (Files.exists(jar)) {
            commands.add(
                    List.of("standalone.jar (Jetty)", java, "-Xmx512m", "-jar", jar.toString(), "--policy", policy));
        } else {
            System.out.println("skipped: " + jar + " is not there; build it with"
                    + " `mvn package -pl examples/standalone -am -DskipTests`");
        }
        String classes = System.getProperty("java.class.path");
        List<String> variants = Runtime.version().feature() >= 21
                ? List.of("javalin", "jdk", "jdk-virtual")
                : List.of("javalin", "jdk");
        for (String variant : variants) {
            commands.add(List.of(
                    "the same on " + variant,
                    java,
                    "-Xmx512m",
                    "-Dsun.net.httpserver.nodelay=true",
                    "-cp",
                    classes,
                    VariantServer.class.getName(),
                    variant,
                    policy));
        }
        return commands;
    }

    private static void measure(Target target, Duration phase) throws IOException, InterruptedException {
        Loop loop = new Loop(target, TOKENS, CONNECTIONS);
        loop.closed(phase);
        Loop.Result most = loop.closed(phase);
        Loop.Result half = loop.open(phase, most.perSecond() / 2);
        System.out.printf(
                "| %s | %,.0f | %,.0f | %.2f | %.2f | %.2f | %.2f | %d |%n",
                target.name(),
                most.perSecond(),
                most.perCpuSecond(),
                half.latencies().getValueAtPercentile(50) / 1e6,
                half.latencies().getValueAtPercentile(99) / 1e6,
                half.latencies().getValueAtPercentile(99.9) / 1e6,
                100.0 * (most.failed() + half.failed()) / (most.exchanges() + half.exchanges()),
                resident(target.process().pid()));
    }

    /** From Linux' own count; 0 elsewhere. */
    private static long resident(long process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
                }
            }
        } catch (IOException notLinux) {
            // Said as 0.
        }
        return 0;
    }
}
