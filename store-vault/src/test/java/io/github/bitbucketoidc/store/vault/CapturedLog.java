package io.github.bitbucketoidc.store.vault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the stores say in their log, as long as it is open. */
final class CapturedLog implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.github.bitbucketoidc.store.vault");

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(formatter.formatMessage(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    CapturedLog() {
        LOGGER.addHandler(handler);
    }

    /** Those that speak of a lost answer. */
    List<String> ofLostAnswers() {
        return warnings.stream().filter(line -> line.contains("was lost")).toList();
    }

    @Override
    public void close() {
        LOGGER.removeHandler(handler);
    }
}
