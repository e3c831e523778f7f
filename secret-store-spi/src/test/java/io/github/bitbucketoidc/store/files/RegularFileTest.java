package io.github.bitbucketoidc.store.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularFileTest {

    private static final AccessRule SECRET = AccessRule.secret(FilePermissions.OWNER);

    @TempDir
    Path folder;

    private Path file(String name, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "content");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static UnusableFileException.Reason reason(Path file) {
        UnusableFileException refused =
                catchThrowableOfType(UnusableFileException.class, () -> RegularFile.read(file, 10, SECRET));
        assertThat(refused).hasMessageNotContaining("content");
        return refused.reason();
    }

    @Test
    void readsThroughTheLinksOfAMount() throws Exception {
        Files.createDirectory(folder.resolve("..1"));
        Files.move(file("token", "rw-------"), folder.resolve("..1/token"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path link = Files.createSymbolicLink(folder.resolve("token"), Path.of("..data/token"));
        assertThat(new String(RegularFile.read(link, 10, SECRET), StandardCharsets.UTF_8))
                .isEqualTo("content");
    }

    @Test
    void saysWhyAFileCannotBeUsed() throws Exception {
        assertThat(reason(folder.resolve("none"))).isEqualTo(UnusableFileException.Reason.MISSING);
        assertThat(reason(folder)).isEqualTo(UnusableFileException.Reason.NOT_REGULAR);
        assertThat(reason(Path.of("/dev/zero"))).isEqualTo(UnusableFileException.Reason.NOT_REGULAR);
        assertThat(reason(file("open", "rw-r--r--"))).isEqualTo(UnusableFileException.Reason.OPEN_TO_OTHERS);
        Path large = file("large", "rw-------");
        Files.writeString(large, "content and more");
        assertThat(reason(large)).isEqualTo(UnusableFileException.Reason.TOO_LARGE);
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThat(reason(circle)).isEqualTo(UnusableFileException.Reason.UNREADABLE);
    }

    @Row("W3")
    @Test
    void aCredentialThatOthersCanReadIsRefusedUnlessItSaysSo() throws IOException {
        Path open = file("open", "rw-r--r--");
        StoreConfig refused = StoreConfig.of(Map.of("token", Map.of("file", open.toString())));
        refused.secret("token");
        StoreConfigException problems = catchThrowableOfType(StoreConfigException.class, refused::check);
        assertThat(problems.problems().get(0).toString())
                .isEqualTo("token: others have access to the file '" + open
                        + "' (its mode is rw-r--r--) (chmod 600 it, or write { file: PATH, permissions: any })");
        StoreConfig allowed = StoreConfig.of(Map.of("token", Map.of("file", open.toString(), "permissions", "any")));
        assertThat(allowed.secret("token").orElseThrow().get().reveal()).isEqualTo("content");
    }

    @Test
    void isStillOrMayBeCutOff() {
        assertThat(required("a: 1\nb: 2\n", "a: 9\nb: 2\n")).isEqualTo(StillContent.USUAL);
        assertThat(required("a: 1\nb: 2\n", "a: 1\n")).isEqualTo(StillContent.CUT_OFF);
        assertThat(required("a: 1\nb: 2\n", "a: 9\nb: 2")).isEqualTo(StillContent.CUT_OFF);
        assertThat(required("g:\n  x: 1\nd:\n  y: 1\n", "g:\n  x: 1\n  n: 1\n  m: 1\n  o: 1\n"))
                .isEqualTo(StillContent.CUT_OFF);
        assertThat(required("d:\n  x: 1\n  y: 1\n", "d:\n  new: 1\n  x: 1\n  z: 2\n"))
                .isEqualTo(StillContent.CUT_OFF);
        assertThat(required("d:\n  x: 1\n  y: 1\n", "d:\n  y: 1\n")).isEqualTo(StillContent.USUAL);
    }

    private static java.time.Duration required(String inUse, String now) {
        return StillContent.required(inUse.getBytes(StandardCharsets.UTF_8), now.getBytes(StandardCharsets.UTF_8));
    }
}
