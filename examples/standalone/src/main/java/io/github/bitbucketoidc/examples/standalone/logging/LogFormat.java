package io.github.bitbucketoidc.examples.standalone.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** How a line of the log looks: always one line, whatever the message holds. Immutable. */
public enum LogFormat {
    /** {@code 2026-11-30T12:00:00.000Z WARN Standalone - message}. */
    TEXT {
        @Override
        String line(Entry entry) {
            String trace = entry.trace == null ? "" : ": " + entry.trace;
            String shortName = entry.logger.substring(entry.logger.lastIndexOf('.') + 1);
            return entry.time + " " + entry.level + " " + shortName + " - " + LineText.escaped(entry.message + trace);
        }
    },
    /** One object of JSON with the members time, level, logger, message and, where there is one, trace. */
    JSON {
        @Override
        String line(Entry entry) {
            StringBuilder line = new StringBuilder(200);
            line.append("{\"time\":\"").append(entry.time);
            line.append("\",\"level\":\"").append(entry.level);
            line.append("\",\"logger\":").append(LineText.quoted(entry.logger));
            line.append(",\"message\":").append(LineText.quoted(entry.message));
            if (entry.trace != null) {
                line.append(",\"trace\":").append(LineText.quoted(entry.trace));
            }
            return line.append('}').toString();
        }
    };

    /** As audit events write it: UTC, milliseconds. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private record Entry(
            String time,
            String level,
            String logger,
            String message,
            @Nullable String trace) {}

    abstract String line(Entry entry);

    /** The line of a record, without a line feed. */
    String line(LogRecord record) {
        Throwable thrown = record.getThrown();
        return line(new Entry(
                TIME.format(record.getInstant()),
                name(record.getLevel()),
                String.valueOf(record.getLoggerName()),
                LineText.shortened(message(record)),
                thrown == null ? null : LineText.shortened(LineText.trace(thrown))));
    }

    /** SLF4J hands whole messages on; loggers of the JDK may leave their parameters to be put in. */
    private static String message(LogRecord record) {
        return record.getParameters() == null
                ? String.valueOf(record.getMessage())
                : String.valueOf(new SimpleFormatter().formatMessage(record));
    }

    /** The line of an error outside any logger. */
    String error(Instant time, String message) {
        return line(new Entry(TIME.format(time), "ERROR", "Standalone", message, null));
    }

    /** SLF4J's names, which the libraries here speak; those of the JDK are others. */
    private static String name(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }
}
