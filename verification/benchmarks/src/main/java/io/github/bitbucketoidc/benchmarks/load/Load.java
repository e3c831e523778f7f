package io.github.bitbucketoidc.benchmarks.load;

import io.github.bitbucketoidc.benchmarks.Corretto;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Drives servers, one after the other in one run, and prints a table: exchanges per second of server CPU time, and latencies at half
 * of what each can do. {@code servers}: the standalone program, the same provider on other HTTP servers, and a real Vault.
 * {@code stages}: an empty server, and what each part of the provider adds to it.
 *
 * <p>Arguments: {@code servers} or {@code stages}, the seconds for each phase, then the path of {@code standalone.jar}. The environment
 * variable {@code VAULT_BIN} names Vault's binary. What is not there is said and left out.
 */
public final class Load {

    private static final int TOKENS = 10_000;
    private static final int GRANTS = 1_000;

    private Load() {}

    /**
     * Measures and prints.
     *
     * @param arguments what, seconds, jar
     * @throws IOException if a server cannot be started or refuses
     * @throws InterruptedException if it is told to end
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean stages = arguments[0].equals("stages");
        Duration phase = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Path jar = Path.of(arguments[2]);
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            FakeWorkspace workspace = bitbucket.acme();
            List<String> tokens = IntStream.range(0, TOKENS)
                    .mapToObj(i -> workspace.mint().step(UUID.randomUUID()).token())
                    .toList();
            if (!Files.exists(jar)) {
                System.out.println("skipped: " + jar + " is not there; build it with"
                        + " `mvn package -pl examples/standalone -am -DskipTests`");
            }
            Contender.head(TOKENS, GRANTS, phase);
            for (Contender contender : stages ? stages(workspace, jar) : servers(workspace, jar)) {
                contender.measure(tokens, phase);
            }
            if (!stages) {
                vault(workspace, tokens, phase);
            }
        }
        System.exit(0);
    }

    private static List<Contender> servers(FakeWorkspace workspace, Path jar) throws IOException {
        String policy = Workplace.policy(workspace, GRANTS).toString();
        List<Contender> servers = new ArrayList<>(standalone(jar, policy));
        standalone(jar, policy).forEach(it -> servers.add(it.compiledLater("the same, compiled later")));
        Optional<Provider> corretto = Corretto.provider();
        if (corretto.isEmpty()) {
            System.out.println("skipped: " + Corretto.MISSING);
        } else if (Files.exists(jar)) {
            servers.add(WithCorretto.of(corretto.get(), jar, policy));
        }
        List<String> kinds = Runtime.version().feature() >= 21
                ? List.of("jetty", "javalin", "jdk", "jetty-virtual", "jdk-virtual")
                : List.of("jetty", "javalin", "jdk");
        for (String kind : kinds) {
            servers.add(Contender.main("the adapter for " + kind, VariantServer.class, kind, policy));
        }
        return servers;
    }

    private static List<Contender> stages(FakeWorkspace workspace, Path jar) throws IOException {
        String key = Base64.getEncoder()
                .encodeToString(workspace.signingKey().publicKey().getEncoded());
        String policy = Workplace.policy(workspace, GRANTS).toString();
        String nothing = Workplace.policyThatGrantsNothing(workspace, GRANTS).toString();
        List<Contender> stages = new ArrayList<>(List.of(
                Contender.main("Jetty with a fixed answer", EmptyServer.class),
                Contender.main("the same, and a bare signature check", EmptyServer.class, key),
                Contender.main(
                        "as a servlet: verify, decide: nothing granted",
                        VariantServer.class,
                        "jetty",
                        nothing,
                        "silent"),
                Contender.main("and read and release a secret", VariantServer.class, "jetty", policy, "silent"),
                Contender.main("and write the audit event", VariantServer.class, "jetty", policy)));
        stages.addAll(standalone(jar, policy));
        return stages;
    }

    private static List<Contender> standalone(Path jar, String policy) {
        return Files.exists(jar)
                ? List.of(Contender.jar("standalone.jar", List.of(), jar.toString(), "--policy", policy))
                : List.of();
    }

    private static void vault(FakeWorkspace workspace, List<String> tokens, Duration phase)
            throws IOException, InterruptedException {
        String vault = System.getenv("VAULT_BIN");
        if (vault == null || !Files.isExecutable(Path.of(vault))) {
            System.out.println("\nskipped: Vault; set VAULT_BIN to its binary");
            return;
        }
        try (Target target = VaultTarget.start(vault, workspace, tokens)) {
            Contender.measure(target, TOKENS, phase);
        }
    }
}
