package io.github.bitbucketoidc.provider.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which refusals of the unproven keep an event of their own, and how many others there were (attack row D6). In a window of ten seconds
 * twenty of one kind keep theirs, and two hundred in all; what is beyond is counted by its kind. The number of kinds is bounded: the rest is
 * counted without its address. Thread-safe.
 *
 * @since 0.1.0
 */
public final class RefusalCounts {

    /** How long a window is. */
    public static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** In place of an address, when there were too many. */
    public static final String OTHERS = "others";

    static final int MOST_OF_A_KIND = 20;
    static final int MOST_IN_ALL = 200;
    static final int MOST_KINDS = 100;

    private final LongSupplier nanoTime;
    private final Map<Kind, Count> counts = new LinkedHashMap<>();
    private boolean open;
    private long openedAt;
    private int kept;
    private long counted;

    /**
     * What refusals must share to be counted together.
     *
     * @param peer the address of the other end
     * @param client the address that a trusted proxy forwards for
     * @param status the status of the answer
     * @param outcome what came of it
     * @param code the stable reason
     */
    public record Kind(String peer, Optional<String> client, int status, String outcome, String code) {

        private Kind ofOthers() {
            return new Kind(OTHERS, Optional.empty(), status, outcome, code);
        }
    }

    /**
     * Refusals that have no event of their own.
     *
     * @param kind what they share
     * @param first when the first one was
     * @param last when the last one was
     * @param count how many there were
     */
    public record Counted(Kind kind, Instant first, Instant last, long count) {}

    /**
     * What to do about a refusal.
     *
     * @param kept whether it has an event of its own
     * @param over what was counted in the window before, if this refusal is the first one after it
     */
    public record Verdict(boolean kept, List<Counted> over) {}

    private static final class Count {
        private int kept;
        private long counted;
        private Instant first = Instant.MIN;
        private Instant last = Instant.MIN;

        private void add(Instant at) {
            if (counted++ == 0) {
                first = at;
            }
            last = at;
        }
    }

    /**
     * Counts by a clock.
     *
     * @param nanoTime a source like {@link System#nanoTime()}
     */
    public RefusalCounts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A refusal.
     *
     * @param kind of which kind
     * @param at when it was
     * @return what to do about it
     */
    public synchronized Verdict add(Kind kind, Instant at) {
        List<Counted> over = due();
        if (!open) {
            open = true;
            openedAt = nanoTime.getAsLong();
        }
        Count count = counts.get(kind);
        boolean ofOthers = false;
        if (count == null) {
            ofOthers = counts.size() >= MOST_KINDS;
            count = counts.computeIfAbsent(ofOthers ? kind.ofOthers() : kind, first -> new Count());
        }
        if (kept < MOST_IN_ALL && (ofOthers || count.kept < MOST_OF_A_KIND)) {
            kept++;
            count.kept++;
            return new Verdict(true, over);
        }
        counted++;
        count.add(at);
        return new Verdict(false, over);
    }

    /**
     * Ends the window, if its time is over.
     *
     * @return what was counted in it
     */
    public synchronized List<Counted> due() {
        return open && nanoTime.getAsLong() - openedAt >= WINDOW_NANOS ? end() : List.of();
    }

    /**
     * Ends the window now.
     *
     * @return what was counted in it
     */
    public synchronized List<Counted> end() {
        List<Counted> over = new ArrayList<>();
        counts.forEach((kind, count) -> {
            if (count.counted > 0) {
                over.add(new Counted(kind, count.first, count.last, count.counted));
            }
        });
        counts.clear();
        kept = 0;
        open = false;
        return over;
    }

    /**
     * How many were counted so far.
     *
     * @return the number
     */
    public synchronized long counted() {
        return counted;
    }
}
