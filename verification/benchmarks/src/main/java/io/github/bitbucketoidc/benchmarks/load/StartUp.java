package io.github.bitbucketoidc.benchmarks.load;

import io.github.bitbucketoidc.benchmarks.Scratch;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The time from starting a JVM to its first answer: the standalone program with a token (which fetches the keys, verifies, decides
 * and reads), the same with an archive of its classes, and the floor: an empty Jetty with one signature check. Prints the median of several
 * starts of each, in turn.
 */
public final class StartUp {

    private static final int STARTS = 11;
    private static final int GRANTS = 1_000;

    private StartUp() {}

    /**
     * Measures and prints.
     *
     * @param arguments the path of {@code standalone.jar}
     * @throws IOException if a server does not answer
     * @throws InterruptedException if it is told to end
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Scratch.folder("classes");
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            FakeWorkspace workspace = bitbucket.acme();
            String policy = Workplace.policy(workspace, GRANTS).toString();
            String key = Base64.getEncoder()
                    .encodeToString(workspace.signingKey().publicKey().getEncoded());
            Contender empty = Contender.path(
                    "an empty Jetty and one signature check",
                    PackedPath.of(folder),
                    EmptyServer.class.getName(),
                    "-Dsun.net.httpserver.nodelay=true",
                    key);
            Contender standalone = standalone("standalone.jar", arguments[0], policy);
            Contender archived = withArchive(standalone, folder.resolve("standalone.jsa"), workspace);
            List<Contender> contenders = List.of(
                    empty,
                    withArchive(empty, folder.resolve("empty.jsa"), workspace),
                    standalone,
                    standalone.compiledLater("standalone.jar, compiled later"),
                    archived,
                    archived.compiledLater("the same, and compiled later"));
            first(empty, workspace); // what plays Bitbucket is warm then
            first(standalone, workspace);
            double[][] times = new double[contenders.size()][STARTS];
            for (int start = 0; start < STARTS; start++) {
                for (int i = 0; i < times.length; i++) {
                    times[i][start] = first(contenders.get(i), workspace);
                }
            }
            print(contenders, times);
        }
        System.exit(0);
    }

    private static Contender standalone(String name, String jar, String policy) {
        return Contender.jar(name, List.of(), jar, "--policy", policy, "--drain", "0s");
    }

    private static void print(List<Contender> contenders, double[][] times) {
        System.out.printf(
                "JDK %s, %d processors, %,d grants, %d starts of each%n%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), GRANTS, STARTS);
        System.out.println("| server | first answer after, ms (median) | fastest | times the first row |");
        System.out.println("| --- | ---: | ---: | ---: |");
        double floor = 0;
        for (int i = 0; i < times.length; i++) {
            Arrays.sort(times[i]);
            double median = times[i][STARTS / 2];
            floor = i == 0 ? median : floor;
            System.out.printf(
                    "| %s | %.0f | %.0f | %.2f |%n", contenders.get(i).name(), median, times[i][0], median / floor);
        }
    }

    /** Starts it once to record which classes it loads; the archive is written when it ends. */
    private static Contender withArchive(Contender contender, Path archive, FakeWorkspace workspace)
            throws IOException, InterruptedException {
        first(with(contender, "-XX:ArchiveClassesAtExit=" + archive), workspace);
        if (!Files.exists(archive)) {
            throw new IOException("no archive of classes was written for " + contender.name());
        }
        return with(contender, "-XX:SharedArchiveFile=" + archive);
    }

    private static Contender with(Contender contender, String flag) {
        return contender.with(contender.name() + ", with an archive of its classes", List.of(flag));
    }

    private static double first(Contender contender, FakeWorkspace workspace) throws IOException, InterruptedException {
        List<String> tokens = List.of(workspace.mint().token());
        long start = System.nanoTime();
        try (OurTarget target = OurTarget.start(contender.name(), contender.command(), tokens);
                Connection connection = new Connection(target.port())) {
            if (!target.exchange(connection, 0)) {
                throw new IOException(contender.name() + " did not answer with the secret");
            }
            double taken = (System.nanoTime() - start) / 1e6;
            target.process().destroy();
            target.process().waitFor();
            return taken;
        }
    }
}
