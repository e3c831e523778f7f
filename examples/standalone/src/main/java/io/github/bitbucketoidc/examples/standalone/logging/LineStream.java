package io.github.bitbucketoidc.examples.standalone.logging;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What is printed past every logger, line by line. Thread-safe. */
final class LineStream extends OutputStream {

    private static final int LONGEST = 8192;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineStream(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int octet) {
        String whole = null;
        synchronized (line) {
            if (octet != '\n') {
                line.write(octet);
            }
            if (octet == '\n' || line.size() == LONGEST) {
                whole = line.toString(StandardCharsets.UTF_8);
                line.reset();
            }
        }
        if (whole != null && !whole.isBlank()) {
            lines.accept(whole);
        }
    }
}
