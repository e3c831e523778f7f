package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Opens stores as an application does, and reads from them. */
public final class Fixture {

    private static final Caller SOMEBODY =
            Caller.builder(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3)).build();

    private Fixture() {}

    public static SecretStore open(Path path) {
        return open(path, Map.of());
    }

    static SecretStore open(Path path, Map<String, ?> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("path", path.toString());
        return SecretStores.of(new FileStoreFactory()).open("file", StoreConfig.of(settings));
    }

    public static List<StoreConfigException.Problem> problems(Path path, Map<String, ?> more) {
        StoreConfigException refused = catchThrowableOfType(
                StoreConfigException.class, () -> open(path, more).close());
        assertThat(refused).as("the refusal").isNotNull();
        return refused.problems();
    }

    static Map<SecretId, Secret> read(SecretStore store, String... paths) {
        return read(store, Deadline.after(Duration.ofMinutes(1)), paths);
    }

    public static Map<SecretId, Secret> read(SecretStore store, Deadline deadline, String... paths) {
        List<SecretId> ids = Stream.of(paths).map(SecretId::of).toList();
        return store.read(SecretRequest.of(ids, deadline, SOMEBODY));
    }

    public static Optional<Secret> one(SecretStore store, String path) {
        return Optional.ofNullable(read(store, path).get(SecretId.of(path)));
    }

    public static String text(SecretStore store, String path) {
        return one(store, path).orElseThrow().text().orElseThrow().reveal();
    }

    public static Map<String, String> fields(SecretStore store, String path) {
        Map<String, String> revealed = new LinkedHashMap<>();
        one(store, path).orElseThrow().fields().forEach((name, value) -> revealed.put(name, value.reveal()));
        return revealed;
    }

    static SecretStoreException refusal(SecretStore store, String... paths) {
        SecretStoreException refused = catchThrowableOfType(SecretStoreException.class, () -> read(store, paths));
        assertThat(refused).as("the refusal").isNotNull();
        return refused;
    }

    /** Writes a file that nobody but its owner has access to, and that has held still for a while. */
    public static Path write(Path file, String text) throws IOException {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.notExists(file)) {
            Files.createFile(file);
            mode(file, "rw-------");
        }
        Files.write(file, bytes);
        return settle(file);
    }

    /** Writes a file in this moment: somebody may still be writing it. */
    public static Path writeNow(Path file, String text) throws IOException {
        write(file, text);
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, now);
        Files.setLastModifiedTime(file.getParent(), now);
        return file;
    }

    /** A minute ago was the last change of this, and of the folder that it is in. */
    static Path settle(Path file) throws IOException {
        FileTime before = FileTime.from(Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(file, before);
        Files.setLastModifiedTime(file.getParent(), before);
        return file;
    }

    public static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** Swaps a link in one step, as Kubernetes does. */
    public static void link(Path link, String target) throws IOException {
        Path fresh = link.resolveSibling("..tmp" + UUID.randomUUID());
        Files.createSymbolicLink(fresh, Path.of(target));
        Files.move(fresh, link, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    public static void fifo(Path path) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", path.toString()).start();
        assertThat(made.waitFor()).as("mkfifo").isZero();
    }
}
