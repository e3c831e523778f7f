package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.security.Provider;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Verifying a token, by us and by others, and each stage of ours; all on the same number of distinct tokens. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class VerificationBenchmark {

    private static final int TOKENS = 10_000;

    /** Which way; see {@code Peers} and {@code Ours}. */
    @Param({
        "bare Signature.verify",
        "auth0 java-jwt",
        "jjwt",
        "jose4j",
        "Nimbus processor",
        "Spring Security decoder",
        "ours: verify",
        "ours: verify + decide",
        "decide alone",
        "refuse three words",
        "refuse an unknown issuer",
        "refuse an unknown kid",
        "refuse 16 KiB of junk"
    })
    public String way = "";

    /** The JDK's provider, or Amazon Corretto Crypto Provider. */
    @Param({"jdk", "accp"})
    public String provider = "";

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final FakeBitbucket stranger = FakeBitbucket.start();
    private final Tokens tokens = Tokens.of(bitbucket.acme(), TOKENS);
    private Contestant contestant = token -> this;
    private int next;

    /** Puts the provider first, and prepares the way. */
    @Setup(Level.Trial)
    public void setUp() {
        if (provider.equals("accp")) {
            Optional<Provider> corretto = Corretto.provider();
            Security.insertProviderAt(
                    corretto.orElseThrow(() -> new IllegalStateException("skipped: " + Corretto.MISSING)), 1);
        }
        Map<String, Contestant> ways = new LinkedHashMap<>(Peers.of(bitbucket.acme(), tokens));
        Ours ours = Ours.of(bitbucket.acme(), tokens);
        ways.putAll(ours.good());
        ways.putAll(ours.decisions(bitbucket.acme(), 1_000));
        ways.putAll(ours.refusals(bitbucket.acme(), stranger.acme()));
        contestant = Objects.requireNonNull(ways.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(way))
                // "verify" is the beginning of "verify + decide", which comes later.
                .findFirst()
                .orElseThrow()
                .getValue());
    }

    /** Ends the servers. */
    @TearDown(Level.Trial)
    public void tearDown() {
        bitbucket.close();
        stranger.close();
    }

    /**
     * One token.
     *
     * @return what came of it
     * @throws Exception if it is refused, or should have been
     */
    @Benchmark
    public Object run() throws Exception {
        next = next + 1 == TOKENS ? 0 : next + 1;
        return contestant.run(next);
    }
}
