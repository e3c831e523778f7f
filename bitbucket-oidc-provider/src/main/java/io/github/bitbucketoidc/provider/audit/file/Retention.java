package io.github.bitbucketoidc.provider.audit.file;

import io.github.bitbucketoidc.provider.log.RequestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What becomes of a file that is full: {@code FILE} becomes {@code FILE.1}, what was {@code FILE.1} becomes {@code FILE.2}, and so on. Older
 * ones are deleted by their number, or by their age, or never. Immutable.
 *
 * @since 0.1.0
 */
public final class Retention {

    private static final RequestLog log = RequestLog.of(Retention.class);

    private final int mostFiles;
    private final @Nullable Duration age;
    private final Clock clock;

    private Retention(int mostFiles, @Nullable Duration age, Clock clock) {
        this.mostFiles = mostFiles;
        this.age = age;
        this.clock = clock;
    }

    /**
     * Deletes what is too much.
     *
     * @param files how many older ones stay
     * @return the retention
     */
    public static Retention ofFiles(int files) {
        return new Retention(files, null, Clock.systemUTC());
    }

    /**
     * Deletes what is too old; nothing for its volume.
     *
     * @param age for how long a file stays after its last line; null: for ever
     * @return the retention
     */
    public static Retention ofAge(@Nullable Duration age) {
        return ofAge(age, Clock.systemUTC());
    }

    static Retention ofAge(@Nullable Duration age, Clock clock) {
        return new Retention(Integer.MAX_VALUE, age, clock);
    }

    /** Moves a file that is full and closed out of its name's way. Nothing is ever moved over something else. */
    void rotate(Path file) throws IOException {
        int free = 1;
        while (Files.exists(older(file, free), LinkOption.NOFOLLOW_LINKS)) {
            if (free == mostFiles) {
                Files.delete(older(file, free));
                break;
            }
            free++;
        }
        for (int i = free; i > 1; i--) {
            Files.move(older(file, i - 1), older(file, i));
        }
        Files.move(file, older(file, 1));
        apply(file);
    }

    /** Deletes what is too old. */
    void apply(Path file) {
        if (age == null) {
            return;
        }
        Instant before = clock.instant().minus(age);
        for (int i = 1; Files.exists(older(file, i), LinkOption.NOFOLLOW_LINKS); i++) {
            try {
                if (Files.getLastModifiedTime(older(file, i), LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(before)) {
                    Files.delete(older(file, i));
                }
            } catch (IOException stuck) {
                log.rare(
                        "old " + file,
                        Level.ERROR,
                        "the audit file {} is too old and cannot be deleted: {}",
                        older(file, i),
                        stuck.getClass().getName());
            }
        }
    }

    private static Path older(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
