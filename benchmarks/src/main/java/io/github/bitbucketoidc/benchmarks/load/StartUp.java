package io.github.bitbucketoidc.benchmarks.load;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The time from starting a JVM to its first answer: the standalone program with a token (which fetches the keys, verifies, decides
 * and reads), the same with an archive of its classes, and an empty server. Prints the median of several starts of each, in turn.
 */
public final class StartUp {

    private static final int STARTS = 9;

    private StartUp() {}

    /** A server that does nothing: the floor. */
    public static final class Empty {

        private Empty() {}

        /**
         * Runs until it is killed.
         *
         * @param arguments none
         */
        public static void main(String[] arguments) {
            Javalin empty = Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        config.routes.get("/secrets", context -> context.result("{\"TOKEN\":\"\"}"));
                    })
                    .start("127.0.0.1", 0);
            System.out.println("listening on http://127.0.0.1:" + empty.port() + "/secrets");
        }
    }

    /**
     * Measures and prints.
     *
     * @param arguments the path of {@code standalone.jar}
     * @throws IOException if a server does not answer
     * @throws InterruptedException if it is told to end
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path archive = Files.createTempDirectory("classes").resolve("standalone.jsa");
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            FakeWorkspace workspace = bitbucket.acme();
            String policy = Workplace.policy(workspace, 1_000).toString();
            List<String> standalone = List.of(java, "-jar", arguments[0], "--policy", policy);
            List<String> recording = with(standalone, "-XX:ArchiveClassesAtExit=" + archive);
            first(recording, workspace);
            for (int i = 0; i < 100 && !Files.exists(archive); i++) {
                Thread.sleep(100);
            }
            List<List<String>> commands = List.of(
                    List.of(java, "-cp", System.getProperty("java.class.path"), Empty.class.getName()),
                    standalone,
                    with(standalone, "-XX:SharedArchiveFile=" + archive, "-XX:TieredStopAtLevel=4"));
            List<String> names =
                    List.of("an empty Javalin server", "standalone.jar", "standalone.jar with an archive of classes");
            double[][] times = new double[commands.size()][STARTS];
            for (int start = 0; start < STARTS; start++) {
                for (int i = 0; i < commands.size(); i++) {
                    times[i][start] = first(commands.get(i), workspace);
                }
            }
            System.out.println("| server | first answer after, ms (median of " + STARTS + ") |");
            System.out.println("| --- | ---: |");
            for (int i = 0; i < commands.size(); i++) {
                Arrays.sort(times[i]);
                System.out.printf("| %s | %.0f |%n", names.get(i), times[i][STARTS / 2]);
            }
        }
        System.exit(0);
    }

    private static List<String> with(List<String> command, String... flags) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, List.of(flags));
        return all;
    }

    private static double first(List<String> command, FakeWorkspace workspace)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> tokens = List.of(workspace.mint().token());
        try (OurTarget target = OurTarget.start("the server", command, tokens);
                Connection connection = new Connection(target.port())) {
            if (!target.exchange(connection, 0)) {
                throw new IOException(command.get(command.size() - 1) + " did not answer with the secret");
            }
            double taken = (System.nanoTime() - start) / 1e6;
            target.process().destroy();
            target.process().waitFor();
            return taken;
        }
    }
}
