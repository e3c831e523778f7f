package io.github.bitbucketoidc.benchmarks.soak;

import io.github.bitbucketoidc.benchmarks.Scratch;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Starts the standalone program and loads it: what it can serve, ten times that, people who mean it no good, and a soak with rotating keys
 * and failing stores. Says what it measured, and exits with 1 if a bound does not hold.
 *
 * <p>Arguments: the program's archive, the seconds of each phase (default 10), the requests of the soak (default 1,000,000).
 */
public final class LoadTest {

    /** The store is read so many times at a time, and a read takes so long: the program can serve 160 in a second, and ten times that fits on two cores with who asks. */
    private static final int LIMIT = 16;

    /** What the program is told to work on at a time: it lets half of that wait for one store, and there is but one. */
    private static final int IN_WORK = 2 * LIMIT;

    private static final long STORE_MILLIS = 100;
    private static final int CONNECTIONS = 128; // below the server's threads: each may be in a thread at a time

    private final List<String> broken = new ArrayList<>();
    private final int seconds;
    private final long soak;

    private LoadTest(int seconds, long soak) {
        this.seconds = seconds;
        this.soak = soak;
    }

    /**
     * Runs.
     *
     * @param arguments see above
     * @throws Exception if the program cannot be started or a connection fails
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else the store that we play takes 40 ms more
        LoadTest test = new LoadTest(
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10,
                arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000_000);
        test.run(Path.of(arguments[0]));
        System.out.println(test.broken.isEmpty() ? "every bound holds" : "BROKEN: " + String.join("; ", test.broken));
        System.exit(test.broken.isEmpty() ? 0 : 1);
    }

    private void run(Path jar) throws Exception {
        Path folder = Scratch.folder("load");
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                SlowVault vault = new SlowVault(STORE_MILLIS);
                Target target = Target.start(jar, folder, bitbucket, vault, IN_WORK)) {
            Tokens tokens = new Tokens(bitbucket.acme());
            Load few = new Load(target.address(), LIMIT, tokens::requests);
            say("warming up", few.closed(seconds));
            long heap = target.heap();
            long threads = target.threads();
            overload(target, few, new Load(target.address(), CONNECTIONS, tokens::requests));
            say("overload: heap " + heap + " KiB before, " + target.heap() + " KiB after; threads " + threads
                    + " before, "
                    + target.threads() + " after, of which may be " + (IN_WORK + 16) + " of the server and " + LIMIT
                    + " that read the store");
            nuisance(target, new Load(target.address(), 4, tokens::requests));
            if (soak > 0) {
                new Soak(target, vault, bitbucket.acme(), tokens, broken).run(soak);
            }
        }
    }

    private void overload(Target target, Load few, Load many) throws Exception {
        long eventsBefore = target.events();
        Figures peak = few.closed(seconds);
        say("peak, " + LIMIT + " connections", peak);
        target.eventsWhenThereAre(eventsBefore + peak.count());
        target.served();
        Figures over = many.open(seconds, 10 * peak.perSecond(200));
        say("ten times that, " + CONNECTIONS + " connections", over);
        double offered = over.count() / (double) seconds / peak.perSecond(200);
        double kept = over.perSecond(200) / peak.perSecond(200);
        say(String.format(Locale.ROOT, "offered %.1f times the peak, kept %.0f %% of it", offered, 100 * kept));
        hold(kept >= 0.9, "kept at least 90 % of the peak");
        hold(over.percentile(503, 0.99) <= 50, "turned away within 50 ms (p99)");
        long asked = peak.count() + over.count();
        long events = target.eventsWhenThereAre(eventsBefore + asked) - eventsBefore;
        Figures counted = target.served();
        say(String.format(
                Locale.ROOT,
                "turned away, by the server's own count: p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms",
                counted.percentile(503, 0.5),
                counted.percentile(503, 0.99),
                counted.percentile(503, 0.999)));
        hold(events == asked, "one audit event for each request: " + events + " for " + asked);
    }

    private void nuisance(Target target, Load others) throws Exception {
        Figures before = others.closed(seconds);
        say("4 connections, undisturbed", before);
        Figures during;
        try (Nuisance nuisance = new Nuisance(target.address())) {
            Thread.sleep(2_000);
            during = others.closed(Math.max(seconds, 35)); // long enough for slow connections to be cut off
            say("the same beside " + nuisance, during);
        }
        say("heap " + target.heap() + " KiB, threads " + target.threads());
        hold(during.count() == during.count(200), "nobody else is refused");
        hold(during.perSecond(200) >= 0.8 * before.perSecond(200), "others keep at least 80 % of their rate");
    }

    private void hold(boolean holds, String bound) {
        say((holds ? "holds: " : "DOES NOT HOLD: ") + bound);
        if (!holds) {
            broken.add(bound);
        }
    }

    private static void say(String what, Figures figures) {
        say(what + ":" + figures);
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
