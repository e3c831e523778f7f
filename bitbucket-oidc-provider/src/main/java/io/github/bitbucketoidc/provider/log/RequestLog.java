package io.github.bitbucketoidc.provider.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * The log of what happens on a request's way. Loggers write where somebody reads, and he may stop reading (attack row D5): lines are written
 * by one daemon thread, {@code bitbucket-oidc-log}, and a request waits a moment for its line, or not at all while a line hangs. What does not
 * fit into the queue is counted and said later. Lines of one kind come once in ten seconds, with how many there were meanwhile (D7).
 *
 * <p>The thread is one for all of a process, as the loggers behind it are: they share one standard error.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class RequestLog {

    /** The logger behind {@link #ofProvider}. */
    public static final Logger PROVIDER = LoggerFactory.getLogger("io.github.bitbucketoidc.provider.SecretProvider");

    /** How long a request waits for its line to be written, so that in healthy times lines stand in order. */
    static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long SILENCE = TimeUnit.SECONDS.toNanos(10);
    private static final int QUEUE = 256;
    private static final int MOST_KINDS = 256;

    private static final BoundedCalls WRITER = new BoundedCalls("bitbucket-oidc-log", 1, QUEUE);
    private static final AtomicLong LOST = new AtomicLong();

    private final Logger logger;
    private final LongSupplier nanoTime;
    private final BoundedCalls writer;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /** When a kind was said last, and how often it happened since. */
    private static final class Kind {
        private long saidAt;
        private long unsaid;
        private boolean said;
    }

    RequestLog(Logger logger, LongSupplier nanoTime, BoundedCalls writer) {
        this.logger = logger;
        this.nanoTime = nanoTime;
        this.writer = writer;
    }

    /**
     * The log of the provider, whichever of its classes writes: under the name of the one that users know.
     *
     * @return the log
     */
    public static RequestLog ofProvider() {
        return new RequestLog(PROVIDER, System::nanoTime, WRITER);
    }

    /**
     * The log of a class.
     *
     * @param type the class whose logger it is
     * @return the log
     */
    public static RequestLog of(Class<?> type) {
        return new RequestLog(LoggerFactory.getLogger(type), System::nanoTime, WRITER);
    }

    /**
     * Writes a line.
     *
     * @param level how grave it is
     * @param format with {@code {}} for each argument
     * @param arguments texts that are safe to show
     */
    public void line(Level level, String format, @Nullable Object... arguments) {
        if (!isEnabled(level)) {
            return;
        }
        Map<String, String> context = MDC.getCopyOfContextMap();
        boolean hangs = writer.oldestNanos() > MOMENT;
        Call call = writer.submit(() -> write(level, format, arguments, context));
        if (call.failure().isPresent()) {
            LOST.incrementAndGet();
        } else if (!hangs) {
            call.await(MOMENT);
        }
    }

    /**
     * Writes a line, unless one of its kind was written within ten seconds: then it is counted, and the next line of the kind ends with how
     * many there were. Kinds are few, and never chosen by a stranger.
     *
     * @param kind what is written once only
     * @param level how grave it is
     * @param format with {@code {}} for each argument
     * @param arguments texts that are safe to show
     */
    public void rare(String kind, Level level, String format, @Nullable Object... arguments) {
        Kind known = kinds.get(kind);
        if (known == null) {
            known = kinds.size() < MOST_KINDS ? kinds.computeIfAbsent(kind, first -> new Kind()) : new Kind();
        }
        long unsaid;
        synchronized (known) {
            long now = nanoTime.getAsLong();
            if (known.said && now - known.saidAt < SILENCE) {
                known.unsaid++;
                return;
            }
            known.said = true;
            known.saidAt = now;
            unsaid = known.unsaid;
            known.unsaid = 0;
        }
        line(level, unsaid == 0 ? format : format + " (and " + unsaid + " more of this kind before it)", arguments);
    }

    private boolean isEnabled(Level level) {
        return switch (level) {
            case ERROR -> logger.isErrorEnabled();
            case WARN -> logger.isWarnEnabled();
            case INFO -> logger.isInfoEnabled();
            default -> logger.isDebugEnabled();
        };
    }

    private void write(
            Level level, String format, @Nullable Object[] arguments, @Nullable Map<String, String> context) {
        if (context != null) {
            MDC.setContextMap(context);
        }
        try {
            long lost = LOST.getAndSet(0);
            if (lost > 0) {
                logger.warn("{} lines were not written, because the log did not take them", lost);
            }
            switch (level) {
                case ERROR -> logger.error(format, arguments);
                case WARN -> logger.warn(format, arguments);
                case INFO -> logger.info(format, arguments);
                default -> logger.debug(format, arguments);
            }
        } finally {
            if (context != null) {
                MDC.clear();
            }
        }
    }
}
