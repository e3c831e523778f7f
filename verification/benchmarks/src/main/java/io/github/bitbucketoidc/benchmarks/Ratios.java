package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.io.PrintStream;
import java.security.Provider;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Prints what each way of checking a token costs, as a share of the bare signature check in the same run: with the JDK's provider,
 * then with Amazon Corretto Crypto Provider if it is there. The first argument is the number of rounds.
 */
public final class Ratios {

    private static final int TOKENS = 10_000;
    private static final String FLOOR = "bare Signature.verify";

    private final PrintStream out;
    private final int tokens;
    private final int rounds;
    private final int largestPolicy;

    Ratios(PrintStream out, int tokens, int rounds, int largestPolicy) {
        this.largestPolicy = largestPolicy;
        this.out = out;
        this.tokens = tokens;
        this.rounds = rounds;
    }

    /**
     * Measures and prints.
     *
     * @param arguments the number of rounds, 200 if it is not given
     * @throws Exception if a contestant refuses what it must not refuse
     */
    public static void main(String[] arguments) throws Exception {
        new Ratios(System.out, TOKENS, arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200, 100_000).run();
        System.exit(0);
    }

    void run() throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Tokens made = Tokens.of(bitbucket.acme(), tokens);
            out.printf(
                    "JDK %s, %d processors, %,d distinct tokens of %,d characters, %d rounds%n",
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    tokens,
                    made.text(0).length(),
                    rounds);
            round("the JDK's provider", bitbucket, made);
            Optional<Provider> corretto = Corretto.provider();
            if (corretto.isEmpty()) {
                out.printf("%nskipped: %s%n", Corretto.MISSING);
                return;
            }
            Security.insertProviderAt(corretto.get(), 1);
            try {
                round("Amazon Corretto Crypto Provider", bitbucket, made);
            } finally {
                Security.removeProvider(corretto.get().getName());
            }
        }
    }

    private void round(String title, FakeBitbucket bitbucket, Tokens made) throws Exception {
        Map<String, Contestant> contestants = new LinkedHashMap<>(Peers.of(bitbucket.acme(), made));
        try (Ours ours = Ours.of(bitbucket.acme(), made);
                FakeBitbucket other = FakeBitbucket.start()) {
            contestants.putAll(ours.good());
            contestants.putAll(ours.decisions(bitbucket.acme(), 10, 1_000, largestPolicy));
            contestants.putAll(ours.refusals(bitbucket.acme(), other.acme()));
            print(title, Rounds.measure(contestants, made.size(), rounds));
        }
    }

    private void print(String title, Map<String, Rounds.Cost> costs) {
        Rounds.Cost floor = costs.getOrDefault(FLOOR, new Rounds.Cost(0, 0));
        out.printf("%nWith %s%n%n", title);
        out.println("| way | CPU time, µs | share of the bare check | bytes allocated |");
        out.println("| --- | ---: | ---: | ---: |");
        costs.forEach((name, cost) ->
                out.printf("| %s | %.2f | %s | %,d |%n", name, cost.microseconds(), share(floor, cost), cost.bytes()));
    }

    /** How much of the floor's speed is reached; for what is far cheaper, how much of its time is needed. */
    private static String share(Rounds.Cost floor, Rounds.Cost cost) {
        double needed = cost.microseconds() / floor.microseconds();
        return needed < 0.5 ? String.format("needs %.1f %%", needed * 100) : String.format("%.3f", 1 / needed);
    }
}
