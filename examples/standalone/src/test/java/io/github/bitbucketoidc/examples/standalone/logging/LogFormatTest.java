package io.github.bitbucketoidc.examples.standalone.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogFormatTest {

    private static LogRecord record(Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName("com.example.Thing");
        record.setInstant(Instant.parse("2026-11-30T12:00:00.5Z"));
        return record;
    }

    @Test
    void aLineSaysWhenHowBadWhoAndWhat() {
        LogRecord record = record(Level.WARNING, "a \"b\" \\ c");
        assertThat(LogFormat.TEXT.line(record)).isEqualTo("2026-11-30T12:00:00.500Z WARN Thing - a \"b\" \\ c");
        assertThat(LogFormat.JSON.line(record))
                .isEqualTo("{\"time\":\"2026-11-30T12:00:00.500Z\",\"level\":\"WARN\","
                        + "\"logger\":\"com.example.Thing\",\"message\":\"a \\\"b\\\" \\\\ c\"}");
    }

    @ParameterizedTest
    @EnumSource
    void nothingBeginsANewLineOrMovesACursor(LogFormat format) {
        LogRecord record = record(Level.SEVERE, "one\ntwo\r\tthree\u001b[2J\u202e\u2028\u0085\ud800\u009b31m");
        record.setThrown(new IllegalStateException("multi\nline", new RuntimeException("cause\n")));
        assertThat(format.line(record))
                .matches("[\\x20-\\x7e]+")
                .contains("one\\ntwo\\r\\tthree\\u001b[2J\\u202e\\u2028\\u0085\\ud800\\u009b31m")
                .contains("multi\\nline at io.github", " caused by java.lang.RuntimeException: cause\\n at ");
    }

    @Test
    void theParametersOfALoggerOfTheJdkArePutIn() {
        LogRecord record = record(Level.FINE, "{0} of {1}");
        record.setParameters(new Object[] {1, "two"});
        assertThat(LogFormat.TEXT.line(record)).endsWith(" DEBUG Thing - 1 of two");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLongerThanALineShouldBe(LogFormat format) {
        assertThat(format.line(record(Level.INFO, "a".repeat(100_000))).length())
                .isLessThan(9000);
    }
}
