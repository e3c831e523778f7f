package io.github.bitbucketoidc.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A server to start, and its row in the table.
 *
 * @param name what the table calls it
 * @param command how it is started
 */
record Contender(String name, List<String> command) {

    private static final int CONNECTIONS = 8;

    /** While a program starts it shares its processors with the compilers: what is worth their best comes ten times later. */
    private static final List<String> LATER = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    /** A warm-up ends when the compilers take no more than this share of the server's CPU time, or when this time is over. */
    private static final double WARM = 0.03;

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofSeconds(3);

    /** A program in an archive. */
    static Contender jar(String name, List<String> flags, String... programAndArguments) {
        List<String> command = java(flags);
        command.add("-jar");
        command.addAll(Arrays.asList(programAndArguments));
        return new Contender(name, command);
    }

    /** A class on another path. */
    static Contender path(String name, String classPath, String main, String flag, String... arguments) {
        List<String> command = java(List.of(flag));
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(Arrays.asList(arguments));
        return new Contender(name, command);
    }

    /** A class on the path of this program. */
    static Contender main(String name, Class<?> main, String... arguments) {
        List<String> command = java(List.of("-Dsun.net.httpserver.nodelay=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new Contender(name, command);
    }

    /** The same with more flags of the virtual machine. */
    Contender with(String newName, List<String> flags) {
        List<String> more = new ArrayList<>(command);
        more.addAll(1, flags);
        return new Contender(newName, more);
    }

    /** The same, whose compilers wait longer. */
    Contender compiledLater(String newName) {
        return with(newName, LATER);
    }

    private static List<String> java(List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.addAll(flags);
        return command;
    }

    /** Starts it, measures it, prints its row and ends it. */
    void measure(List<String> tokens, Duration phase) throws IOException, InterruptedException {
        try (Target target = OurTarget.start(name, command, tokens)) {
            measure(target, tokens.size(), phase);
        }
    }

    static void head(int tokens, int grants, Duration phase) {
        System.out.printf(
                "JDK %s, %d processors, %,d tokens, %,d grants, %d connections, %d s a phase, each after a warm-up of that time or more%n%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                tokens,
                grants,
                CONNECTIONS,
                phase.toSeconds());
        System.out.println("| server | exchanges/s, closed loop | per second of server CPU time | CPU time of one, µs"
                + " | of it compiling | collecting | p50 at 50 %, ms | p99 | p99.9 | refused, % | resident, MB |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    static void measure(Target target, int tokens, Duration phase) throws IOException, InterruptedException {
        Loop loop = new Loop(target, tokens, CONNECTIONS);
        warmUp(target, loop, phase);
        OwnWork before = OwnWork.of(target.process().pid());
        Loop.Result most = loop.closed(phase);
        OwnWork own = OwnWork.of(target.process().pid()).minus(before);
        Loop.Result half = loop.open(phase, most.perSecond() / 2);
        System.out.printf(
                "| %s | %,.0f | %,.0f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f | %.2f | %d |%n",
                target.name(),
                most.perSecond(),
                most.perCpuSecond(),
                1e6 / most.perCpuSecond(),
                own.compilers().toNanos() / 1e3 / most.exchanges(),
                own.collectors().toNanos() / 1e3 / most.exchanges(),
                half.latencies().getValueAtPercentile(50) / 1e6,
                half.latencies().getValueAtPercentile(99) / 1e6,
                half.latencies().getValueAtPercentile(99.9) / 1e6,
                100.0 * (most.failed() + half.failed()) / (most.exchanges() + half.exchanges()),
                resident(target.process().pid()));
    }

    /** A server that runs for weeks does not compile any more. */
    private static void warmUp(Target target, Loop loop, Duration least) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long compiled;
        long spent;
        do {
            OwnWork before = OwnWork.of(target.process().pid());
            Loop.Result look = loop.closed(LOOK);
            compiled =
                    OwnWork.of(target.process().pid()).minus(before).compilers().toNanos();
            spent = look.serverCpu().toNanos();
        } while (System.nanoTime() - start < least.toNanos()
                || (compiled > WARM * spent && System.nanoTime() - start < LONGEST_WARM_UP.toNanos()));
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
