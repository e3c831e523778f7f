package io.github.bitbucketoidc.examples.standalone.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of the whole process. SLF4J's loggers, those of the JDK and whatever is printed past them become lines of one format on standard
 * error. Standard output belongs to the audit events.
 */
public final class ProgramLog {

    private static final String OURS = "io.github.bitbucketoidc";

    /**
     * Which lines of libraries are never shown. Their finer ones quote requests and answers, with tokens and secrets; and what Jetty's parsers
     * warn of are requests as they came: a stranger would write into this log whatever he wants.
     */
    private static final Map<String, Level> AT_LEAST = Map.of(
            "org.eclipse.jetty", Level.WARNING,
            "org.eclipse.jetty.http", Level.SEVERE,
            "org.eclipse.jetty.util.HostPort", Level.SEVERE);

    private final LogFormat format;
    private final LogQueue queue;
    /** The JDK forgets a logger's level with the logger, and holds loggers weakly. */
    private final List<Logger> configured;

    private ProgramLog(LogFormat format, LogQueue queue, List<Logger> configured) {
        this.format = format;
        this.queue = queue;
        this.configured = configured;
    }

    /** Must be called before anything logs: the JDK takes a manager once. */
    public static void claim() {
        System.setProperty("java.util.logging.manager", KeptLogManager.class.getName());
    }

    /**
     * Takes over standard error, and what anybody prints on standard output.
     *
     * @param format how a line looks
     * @param level the finest level of this program's own lines
     * @return the log
     */
    public static ProgramLog install(LogFormat format, LogLevel level) {
        LogQueue queue = new LogQueue(format, new FileOutputStream(FileDescriptor.err));
        queue.install();
        List<Logger> configured = new java.util.ArrayList<>();
        configured.add(at("", coarser(level.level(), Level.INFO)));
        configured.add(at(OURS, level.level()));
        AT_LEAST.forEach((name, least) -> configured.add(at(name, coarser(level.level(), least))));
        System.setErr(printed("standard.error"));
        System.setOut(printed("standard.output"));
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                LoggerFactory.getLogger(ProgramLog.class).error("thread {} ended", thread.getName(), thrown));
        return new ProgramLog(format, queue, List.copyOf(configured));
    }

    private static Logger at(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        return logger;
    }

    private static Level coarser(Level one, Level other) {
        return one.intValue() >= other.intValue() ? one : other;
    }

    private static PrintStream printed(String name) {
        org.slf4j.Logger log = LoggerFactory.getLogger(name);
        return new PrintStream(new LineStream(log::warn), true, StandardCharsets.UTF_8);
    }

    /**
     * What a user is told who is waiting for the program to start: the bare text on a terminal, and a line like all others for a machine.
     *
     * @param message the text, perhaps of several lines
     * @return what to print
     */
    public String lastWords(String message) {
        return format == LogFormat.JSON ? format.error(Instant.now(), message) : message;
    }

    /**
     * Waits until what was logged is written, for a second at most.
     */
    public void settle() {
        queue.settle(Duration.ofSeconds(1));
    }

    @Override
    public String toString() {
        return "ProgramLog" + configured.size();
    }
}
