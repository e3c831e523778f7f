package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.vault.http.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The servers of one Vault, in the order in which they are tried: the one that answered last comes first. Every half minute
 * the configured order is tried again, so that a server which was down for a while is used again. Thread-safe.
 */
public final class Addresses {

    private static final long RETURN_AFTER = Duration.ofSeconds(30).toNanos();

    /** Which one answered last, and since when. */
    private record Preferred(int index, long since) {}

    private final List<Server> all;
    private final LongSupplier nanoTime;
    private volatile Preferred preferred;

    public Addresses(List<Server> all, LongSupplier nanoTime) {
        this.all = List.copyOf(all);
        this.nanoTime = nanoTime;
        this.preferred = new Preferred(0, nanoTime.getAsLong());
    }

    /** All of them, each once. */
    List<Server> order() {
        Preferred now = preferred;
        if (now.index == 0 || nanoTime.getAsLong() - now.since > RETURN_AFTER) {
            return all;
        }
        List<Server> order = new ArrayList<>(all.subList(now.index, all.size()));
        order.addAll(all.subList(0, now.index));
        return order;
    }

    void answered(Server address) {
        int index = all.indexOf(address);
        if (index != preferred.index || (index != 0 && nanoTime.getAsLong() - preferred.since > RETURN_AFTER)) {
            preferred = new Preferred(index, nanoTime.getAsLong());
        }
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
