package io.github.bitbucketoidc.examples.standalone.logging;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Says what strangers can bring about: at once, and then at most once in ten seconds with how often it happened. Thread-safe, and never waits.
 */
public final class Seldom {

    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final LongConsumer say;
    private final LongSupplier nanoTime;
    private final AtomicLong unsaid = new AtomicLong();
    private final AtomicLong next;

    /**
     * Makes one for one kind of event.
     *
     * @param say logs that it happened so often
     */
    public Seldom(LongConsumer say) {
        this(say, System::nanoTime);
    }

    Seldom(LongConsumer say, LongSupplier nanoTime) {
        this.say = say;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** It happened once more. */
    public void happened() {
        unsaid.incrementAndGet();
        look();
    }

    /** Says what is still unsaid, if it is time; call it now and then. */
    public void look() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && unsaid.get() > 0 && next.compareAndSet(due, now + PAUSE)) {
            say.accept(unsaid.getAndSet(0));
        }
    }
}
