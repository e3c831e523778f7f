package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.store.file.Fixture;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.files.FilePermissions;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider that reads from a file and from a folder, on a clock that can be put forward; the file is looked at when that is done,
 * and not by a thread.
 */
final class FilePatient implements AutoCloseable {

    /** What a caller sees. */
    record Answer(int status, int variables) {

        static final Answer ALL = new Answer(200, 3);
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    final FakeBitbucket bitbucket = FakeBitbucket.start();
    final AtomicBoolean auditFails = new AtomicBoolean();
    final Path file;
    final Path first;
    final Path second;
    private final List<AuditEvent> events = new ArrayList<>();
    private final AtomicLong ahead = new AtomicLong();
    private final String token = bitbucket.acme().mint().token();
    private final WatchedSecrets watched;
    private final SecretProvider provider;
    private volatile Thread replacing;

    FilePatient(Path path) throws Exception {
        Path root = Files.createDirectories(path.resolve("folder"));
        file = path.resolve("secrets.yaml");
        first = root.resolve("two");
        second = root.resolve("three").resolve("x");
        repair();
        SecretsFile secrets = new SecretsFile(file, new FileReading(FilePermissions.OWNER, false));
        byte[] bytes = secrets.bytes();
        watched = new WatchedSecrets(secrets, bytes, secrets.parse(bytes).secrets(), this::nanoTime);
        provider = SecretProvider.builder()
                .policyFile(policy(path))
                .store("file", new FileStore(watched, "secrets.yaml"))
                .store("folder", Fixture.open(root))
                .monotonicClock(this::nanoTime)
                .auditLog(events::add)
                .auditLog(new FailingLog())
                .watchEvery(Duration.ZERO)
                .build();
    }

    private Path policy(Path path) throws Exception {
        return Files.writeString(path.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  file: { type: memory }
                  folder: { type: memory }
                grants:
                  payments:
                    when: repository is "{%s}"
                    deliver:
                      ONE: file:one
                      TWO: folder:two
                      THREE: folder:three#x
                settings: { deadline: 2s }
                """.formatted(
                        FakeBitbucket.ACME, bitbucket.acme().issuer(), TokenMint.REPOSITORY));
    }

    private final class FailingLog implements AuditLog {

        @Override
        public void record(AuditEvent event) {
            if (auditFails.get()) {
                throw new IllegalStateException("No space left on device");
            }
        }

        @Override
        public boolean mandatory() {
            return true;
        }
    }

    private long nanoTime() {
        return System.nanoTime() + ahead.get();
    }

    /** Lets time go by, and the file be looked at as often as its thread would. */
    void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
        for (int i = 0; i < 4; i++) {
            ahead.addAndGet(BETWEEN_LOOKS.toNanos());
            watched.look();
        }
    }

    /** Until it is repaired, the first secret is another file again and again, of one value or the other. */
    void replaceAllTheTime() {
        replacing = new Thread(() -> {
            for (int i = 0; replacing != null; i++) {
                try {
                    Path fresh = Fixture.write(first.resolveSibling("fresh"), i % 2 == 0 ? "zwei zwei" : "two two two");
                    Files.move(fresh, first, StandardCopyOption.ATOMIC_MOVE);
                    Thread.sleep(1);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        replacing.start();
    }

    private void stopReplacing() throws InterruptedException {
        Thread thread = replacing;
        replacing = null;
        if (thread != null) {
            thread.join();
        }
    }

    /** Lets what was broken have held still for a while: else what was good before would be served. */
    void settle() throws Exception {
        FileTime before = FileTime.from(Instant.now().minusSeconds(60));
        for (Path path : List.of(first, second)) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.setLastModifiedTime(path, before);
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                settleUnopened(path);
            }
            Files.setLastModifiedTime(path.getParent(), before);
        }
    }

    /** Java opens what it sets the time of, and waits for ever at a pipe. */
    private static void settleUnopened(Path path) throws Exception {
        new ProcessBuilder("touch", "-h", "-d", "1 minute ago", path.toString())
                .start()
                .waitFor();
    }

    /** Puts what is good where anything may be now. */
    void repair() throws Exception {
        stopReplacing();
        auditFails.set(false);
        bitbucket.acme().discovery().heals();
        bitbucket.acme().keys().heals();
        for (Path path : List.of(file, first, second)) {
            FileFault.clear(path);
        }
        Fixture.write(file, "one: \"eins eins\"\n");
        Fixture.write(first, "zwei zwei");
        Fixture.write(second, "drei drei");
    }

    Answer ask() {
        events.clear();
        Release release = provider.release(token, Origin.local());
        int variables = release instanceof Release.Released released
                ? released.variables().size()
                : 0;
        return new Answer(release.status(), variables);
    }

    /** The one event that there must be. */
    AuditEvent event() {
        if (events.size() != 1) {
            throw new AssertionError("there are " + events.size() + " events");
        }
        return events.get(0);
    }

    @Override
    public void close() {
        provider.close();
        bitbucket.close();
    }
}
