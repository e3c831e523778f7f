package io.github.bitbucketoidc.store.file.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.file.Fixture;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose files are being written: what held still for half a second counts, all fields of a secret together. */
class FolderStillTest {

    private static final List<String> NAMES = List.of("host", "password", "user");

    @TempDir
    Path root;

    final AtomicLong ahead = new AtomicLong();
    LastGood lastGood;
    FolderStore store;

    @BeforeEach
    void open() {
        // The clock stands: only the test lets time go by.
        long begin = System.currentTimeMillis();
        lastGood = new LastGood(() -> begin + ahead.get(), () -> ahead.get() * 1_000_000);
        store = new FolderStore(root, new FileReading(FilePermissions.OWNER, false), lastGood);
    }

    private void later() {
        ahead.addAndGet(60_000);
    }

    @Row("F16")
    @Test
    void halfAValueIsNeverDelivered() throws IOException {
        Fixture.write(root.resolve("token"), "whole");
        assertThat(Fixture.text(store, "token")).isEqualTo("whole");
        Fixture.writeNow(root.resolve("token"), "new wh");
        assertThat(Fixture.text(store, "token")).isEqualTo("whole");
        Fixture.writeNow(root.resolve("token"), "new whole");
        assertThat(Fixture.text(store, "token")).isEqualTo("whole");
        later();
        assertThat(Fixture.text(store, "token")).isEqualTo("new whole");
    }

    @Row("F16")
    @Test
    void fieldsOfTwoGenerationsAreNeverMixed() throws IOException {
        for (String name : NAMES) {
            Fixture.write(root.resolve("db").resolve(name), "old");
        }
        assertThat(Fixture.fields(store, "db")).containsOnlyKeys(NAMES).containsEntry("user", "old");
        for (String name : NAMES) {
            // A file that was made long ago and is renamed: only the folder shows that something happened.
            Path made = Fixture.write(root.resolve("made"), "new");
            Files.move(made, root.resolve("db").resolve(name), StandardCopyOption.ATOMIC_MOVE);
            assertThat(Fixture.fields(store, "db").values()).containsOnly("old");
        }
        later();
        assertThat(Fixture.fields(store, "db").values()).containsOnly("new");
    }

    @Test
    void whatIsTakenAwayIsServedUntilThatHeldStill() throws IOException {
        Path file = Fixture.write(root.resolve("token"), "whole");
        assertThat(Fixture.text(store, "token")).isEqualTo("whole");
        Files.delete(file);
        assertThat(Fixture.text(store, "token")).isEqualTo("whole");
        later();
        assertThat(Fixture.one(store, "token")).isEmpty();
    }

    private void assertNotYet() {
        Assertions.assertThatThrownBy(() -> Fixture.read(store, Deadline.after(Duration.ofMillis(150)), "token"))
                .isInstanceOfSatisfying(
                        SecretStoreException.class,
                        e -> assertThat(e.kind()).isEqualTo(SecretStoreException.Kind.UNAVAILABLE))
                .hasMessageMatching(".*(was written less than half a second ago|is no longer wanted)");
    }

    @Test
    void theFirstReadWaitsUntilTheFileHeldStill() throws IOException {
        Fixture.writeNow(root.resolve("token"), "half");
        assertNotYet();
        later();
        assertThat(Fixture.text(store, "token")).isEqualTo("half");
    }

    @Test
    void datesOfAnotherClockDoNotHoldAFileBackForEver() throws IOException {
        Path file = Fixture.write(root.resolve("token"), "whole");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
        assertNotYet();
        ahead.addAndGet(600);
        assertThat(Fixture.text(store, "token")).isEqualTo("whole");
    }

    @Test
    void aMountIsReadAtOnce() throws IOException {
        Fixture.writeNow(root.resolve("hub/..2024_01/id"), "one");
        Fixture.link(root.resolve("hub/..data"), "..2024_01");
        assertThat(Fixture.fields(store, "hub")).containsExactly(entry("id", "one"));
        Fixture.writeNow(root.resolve("hub/..2024_02/id"), "two");
        Fixture.link(root.resolve("hub/..data"), "..2024_02");
        assertThat(Fixture.fields(store, "hub")).containsExactly(entry("id", "two"));
    }

    @Test
    void whatIsRememberedIsBoundedAndGoesWhenTheStoreCloses() {
        String large = "x".repeat(500_000);
        for (int i = 0; i < 50; i++) {
            lastGood.put(SecretPath.of("s" + i), Secret.ofText(SecretValue.of(large)));
        }
        assertThat(lastGood.characters()).isPositive().isLessThanOrEqualTo(LastGood.MAX_CHARACTERS);
        assertThat(lastGood.get(SecretPath.of("s49"))).isPresent();
        assertThat(lastGood.get(SecretPath.of("s0"))).isEmpty();
        store.close();
        assertThat(lastGood.characters()).isZero();
    }
}
