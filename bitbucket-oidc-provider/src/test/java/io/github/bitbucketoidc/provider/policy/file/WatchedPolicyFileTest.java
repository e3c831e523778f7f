package io.github.bitbucketoidc.provider.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedPolicyFileTest {

    private static final String ONE =
            "version: 1\nworkspaces:\n  acme: { uuid: \"{922e118c-f34f-4226-a897-0e0afbec553d}\" }\n";
    private static final String TWO = ONE + "settings: { skew: 1s }\n";

    @TempDir
    Path folder;

    private Path file;
    private long now;
    private WatchedPolicyFile source;

    @BeforeEach
    void loadTheFirstVersion() throws IOException {
        file = Files.writeString(folder.resolve("policy.yaml"), ONE);
        source = new WatchedPolicyFile(file, FilePermissions.OWNER, () -> now);
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(30));
    }

    private Policy load() {
        return source.load(definition -> {});
    }

    private boolean changedAfter(long millis) {
        now += Duration.ofMillis(millis).toNanos();
        return source.hasChanged();
    }

    @Row("R18")
    @Test
    @DisplayName("R18 a change is taken when it held still for 500 ms, and once")
    void r18TakesAChangeThatHeldStill() throws IOException {
        assertThat(changedAfter(1000)).isFalse();
        Files.writeString(file, TWO);
        assertThat(changedAfter(1000)).isFalse();
        assertThat(changedAfter(499)).isFalse();
        assertThat(changedAfter(1)).isTrue();
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changedAfter(1000)).isFalse();
    }

    @Row("R18")
    @Test
    @DisplayName("R18 a file cut at any byte is not taken while its writer is at work")
    void r18DoesNotTakeAFileThatIsBeingWritten() throws IOException {
        for (int length = 0; length < TWO.length(); length++) {
            Files.writeString(file, TWO.substring(0, length));
            assertThat(changedAfter(499)).isFalse();
        }
        Files.writeString(file, TWO);
        assertThat(changedAfter(499)).isFalse();
        assertThat(changedAfter(500)).isTrue();
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(1));
    }

    @Row("R18")
    @Test
    @DisplayName("R18 what was offered is loaded, not what came after it")
    void r18LoadsWhatItOffered() throws IOException {
        Files.writeString(file, TWO);
        changedAfter(500);
        assertThat(changedAfter(500)).isTrue();
        Files.writeString(file, "version: ");
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(1));
    }

    @Row("R18")
    @Test
    @DisplayName("R18 who loads without an offer gets the file as it is, and going back from there is a change")
    void r18LoadsTheFileAsItIs() throws IOException {
        Files.writeString(file, TWO);
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changedAfter(1000)).isFalse();
        Files.writeString(file, ONE);
        changedAfter(500);
        // Ten seconds, because the one is the beginning of the other (row W13).
        assertThat(changedAfter(10_000)).isTrue();
        Files.writeString(file, "version: 2\n");
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(this::load).isInstanceOf(PolicyException.class);
        assertThat(changedAfter(1000)).isFalse();
    }

    @Row("R18")
    @Test
    @DisplayName("R18 a refused version is offered once, and going back is a change")
    void r18OffersARefusedVersionOnce() throws IOException {
        Files.writeString(file, "version: 2\n");
        changedAfter(500);
        assertThat(changedAfter(500)).isTrue();
        assertThatThrownBy(this::load).isInstanceOf(PolicyException.class);
        assertThat(changedAfter(500)).isFalse();
        Files.writeString(file, ONE);
        changedAfter(500);
        assertThat(changedAfter(500)).isTrue();
        assertThat(load().workspaces()).hasSize(1);
    }

    @Row("R18")
    @Test
    @DisplayName("R18 a file that is gone is a change that fails to load")
    void r18ReportsAFileThatIsGone() throws IOException {
        Files.delete(file);
        changedAfter(500);
        assertThat(changedAfter(500)).isTrue();
        assertThatThrownBy(this::load)
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("there is no such file");
        assertThat(changedAfter(500)).isFalse();
    }

    @Row("R18")
    @Test
    @DisplayName("R18 an atomic rename and a swapped link are followed")
    void r18FollowsRenamesAndLinks() throws IOException {
        Path next = Files.writeString(folder.resolve("next"), TWO);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        changedAfter(500);
        assertThat(changedAfter(500)).isTrue();
        load();
        Path first = Files.createDirectory(folder.resolve("..1"));
        Path second = Files.createDirectory(folder.resolve("..2"));
        Files.writeString(first.resolve("policy.yaml"), ONE);
        Files.writeString(second.resolve("policy.yaml"), TWO);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
        WatchedPolicyFile linked = new WatchedPolicyFile(data.resolve("policy.yaml"), FilePermissions.OWNER, () -> now);
        linked.load(definition -> {});
        Path swap = Files.createSymbolicLink(folder.resolve("..swap"), second);
        Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);
        linked.hasChanged();
        now += Duration.ofMillis(500).toNanos();
        assertThat(linked.hasChanged()).isTrue();
        assertThat(linked.load(definition -> {}).settings().skew()).isEqualTo(Duration.ofSeconds(1));
    }

    @Row("W13")
    @Test
    void takesAPolicyThatLacksItsLastSectionOnlyAfterTenSeconds() throws IOException {
        Files.writeString(file, TWO + "denials:\n  frozen: { when: branch is present, withhold: [\"*\"] }\n");
        load();
        Files.writeString(file, TWO);
        assertThat(changedAfter(1)).isFalse();
        assertThat(changedAfter(9_999)).isFalse();
        assertThat(changedAfter(1)).isTrue();
    }

    @Row("W13")
    @Test
    void takesAWholePolicySoonAfterItsBeginning() throws IOException {
        String denials = "denials:\n  frozen: { when: branch is present, withhold: [\"*\"] }\n";
        Files.writeString(file, TWO + denials);
        load();
        Files.writeString(file, TWO.replace("1s", "2s"));
        changedAfter(1);
        assertThat(changedAfter(5_000)).isFalse();
        Files.writeString(file, TWO.replace("1s", "2s") + denials);
        changedAfter(1);
        assertThat(changedAfter(500)).isTrue();
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(2));
    }

    @Row("W5")
    @Test
    void offersWhatWasRefusedAgainAndNotWhatIsBeingWritten() throws IOException {
        Files.writeString(file, TWO + "stores: { late: { type: file, path: s.yaml } }\n");
        changedAfter(500);
        assertThat(changedAfter(500)).isTrue();
        assertThatThrownBy(() -> source.load(definition -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        Files.writeString(file, "version: ");
        source.offerAgain();
        assertThat(load().settings().skew()).isEqualTo(Duration.ofSeconds(1));
    }

    @Row("W5")
    @Test
    void takesTheSamePolicyAgainAfterItsNameWasAPipe() throws Exception {
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        changedAfter(1);
        assertThat(changedAfter(500)).isTrue();
        assertThatThrownBy(this::load).hasMessageContaining("the file cannot be read");
        Files.delete(file);
        Files.writeString(file, ONE);
        changedAfter(1);
        assertThat(changedAfter(500)).isTrue();
        assertThat(load().workspaces()).hasSize(1);
    }

    @Row("W3")
    @Test
    void refusesAFileAndAFolderThatOthersMayWrite() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThatThrownBy(this::load)
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("others may write the file '" + file)
                .hasMessageContaining("chmod go-w it");
        assertThat(new WatchedPolicyFile(file, FilePermissions.GROUP, () -> now).load(definition -> {}))
                .isNotNull();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(load()).isNotNull();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(this::load).hasMessageContaining("others may write the folder '" + folder);
        assertThat(new WatchedPolicyFile(file, FilePermissions.ANY, () -> now).load(definition -> {}))
                .isNotNull();
    }
}
