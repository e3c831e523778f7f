package io.github.bitbucketoidc.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        source = new WatchedPolicyFile(file, () -> now);
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
        assertThat(changedAfter(500)).isTrue();
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
        WatchedPolicyFile linked = new WatchedPolicyFile(data.resolve("policy.yaml"), () -> now);
        linked.load(definition -> {});
        Path swap = Files.createSymbolicLink(folder.resolve("..swap"), second);
        Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);
        linked.hasChanged();
        now += Duration.ofMillis(500).toNanos();
        assertThat(linked.hasChanged()).isTrue();
        assertThat(linked.load(definition -> {}).settings().skew()).isEqualTo(Duration.ofSeconds(1));
    }
}
