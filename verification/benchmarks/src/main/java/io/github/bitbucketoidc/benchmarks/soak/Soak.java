package io.github.bitbucketoidc.benchmarks.soak;

import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.github.bitbucketoidc.testkit.Fault;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Many requests, while keys rotate, the store is sealed now and then, and the issuer's keys cannot be fetched for a while. */
final class Soak {

    private static final int CONNECTIONS = 12; // below the limit: whoever is refused was refused by a fault
    private static final long CYCLE_MILLIS = 40_000; // two refreshes of keys are allowed in 30 s

    private final Target target;
    private final SlowVault vault;
    private final FakeWorkspace workspace;
    private final Tokens tokens;
    private final List<String> broken;
    private final AtomicBoolean done = new AtomicBoolean();
    private int cycles;

    Soak(Target target, SlowVault vault, FakeWorkspace workspace, Tokens tokens, List<String> broken) {
        this.target = target;
        this.vault = vault;
        this.workspace = workspace;
        this.tokens = tokens;
        this.broken = broken;
    }

    void run(long count) throws Exception {
        vault.pause(1);
        long heap = target.heap();
        long threads = target.threads();
        long eventsBefore = target.events();
        Thread faults = new Thread(this::faults, "faults");
        faults.setDaemon(true);
        faults.start();
        Figures figures = new Load(target.address(), CONNECTIONS, tokens::requests).times(count);
        done.set(true);
        faults.interrupt();
        faults.join();
        long events = target.eventsWhenThereAre(eventsBefore + figures.count()) - eventsBefore;
        long heapAfter = target.heap();
        System.out.println("soak of " + figures.count() + " requests, " + cycles + " cycles of rotation and faults:"
                + figures + "\n    heap " + heap + " KiB before, " + heapAfter + " KiB after; threads " + threads
                + " before, " + target.threads() + " after; " + events + " audit events");
        bound(events == figures.count(), "one audit event for each request of the soak");
        bound(figures.count(200) + figures.count(503) == figures.count(), "no false refusal in the soak");
        bound(figures.count(200) > figures.count() / 2, "the soak is served for the most part");
        bound(heapAfter < heap + 20_000, "the heap is flat");
    }

    private void bound(boolean holds, String bound) {
        System.out.println((holds ? "holds: " : "DOES NOT HOLD: ") + bound);
        if (!holds) {
            broken.add(bound);
        }
    }

    /** A cycle: a new key; a sealed store for three seconds; an issuer without keys for as long. */
    private void faults() {
        try {
            while (!done.get()) {
                tokens.rotate();
                Thread.sleep(CYCLE_MILLIS / 4);
                vault.seal(true);
                Thread.sleep(3_000);
                vault.seal(false);
                Thread.sleep(CYCLE_MILLIS / 4);
                workspace.keys().fails(Fault.status(500));
                Thread.sleep(3_000);
                workspace.keys().heals();
                Thread.sleep(CYCLE_MILLIS / 2 - 6_000);
                cycles++;
            }
        } catch (InterruptedException ended) {
            vault.seal(false);
            workspace.keys().heals();
        }
    }
}
