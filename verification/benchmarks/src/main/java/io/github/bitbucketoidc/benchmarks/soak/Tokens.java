package io.github.bitbucketoidc.benchmarks.soak;

import io.github.bitbucketoidc.testkit.FakeWorkspace;
import java.util.UUID;

/** Requests of different steps, signed with the key of the moment. */
final class Tokens {

    private static final int STEPS = 100;

    private final FakeWorkspace workspace;
    private volatile byte[][] requests;

    Tokens(FakeWorkspace workspace) {
        this.workspace = workspace;
        this.requests = mint();
    }

    private byte[][] mint() {
        byte[][] all = new byte[STEPS][];
        for (int i = 0; i < STEPS; i++) {
            all[i] = Asker.request(workspace.mint().step(UUID.randomUUID()).token());
        }
        return all;
    }

    byte[][] requests() {
        return requests;
    }

    /** The issuer has a new key, and signs with it at once. */
    void rotate() {
        workspace.rotate();
        requests = mint();
    }
}
