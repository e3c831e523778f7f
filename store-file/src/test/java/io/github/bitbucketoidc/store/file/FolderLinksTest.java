package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLinksTest {

    @TempDir
    Path outside;

    Path root;
    SecretStore store;

    @BeforeEach
    void openStore() throws IOException {
        root = Files.createDirectory(outside.resolve("secrets"));
        store = Fixture.open(root);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Nested
    class KubernetesMount {

        private Path mount(String name) throws IOException {
            Path mount = root.resolve(name);
            Fixture.write(mount.resolve("..2024_01/id"), "id-1");
            Fixture.write(mount.resolve("..2024_01/key"), "key-1");
            Fixture.link(mount.resolve("..data"), "..2024_01");
            Fixture.link(mount.resolve("id"), "..data/id");
            Fixture.link(mount.resolve("key"), "..data/key");
            return mount;
        }

        @Test
        void isASecretWithFields() throws IOException {
            mount("hub");
            assertThat(Fixture.fields(store, "hub")).containsExactly(entry("id", "id-1"), entry("key", "key-1"));
            assertThat(Fixture.text(store, "hub/id")).isEqualTo("id-1");
            assertThat(Fixture.read(store, "hub/..data", "hub/..2024_01/id")).isEmpty();
        }

        @Test
        void isReadAfterEachSwap() throws IOException {
            Path mount = mount("hub");
            Fixture.write(mount.resolve("..2024_02/id"), "id-2");
            Fixture.write(mount.resolve("..2024_02/token"), "token-2");
            Fixture.link(mount.resolve("..data"), "..2024_02");
            // The mount's own links to `key` and `token` are not renewed yet: what they link to counts.
            assertThat(Fixture.fields(store, "hub")).containsExactly(entry("id", "id-2"), entry("token", "token-2"));
            assertThat(Fixture.read(store, "hub/key")).isEmpty();
        }

        @Test
        void canBeTheWholeStore() throws IOException {
            Path mount = mount("hub");
            try (SecretStore whole = Fixture.open(mount)) {
                assertThat(Fixture.text(whole, "key")).isEqualTo("key-1");
            }
        }

        @Test
        void canHoldFolders() throws IOException {
            Path mount = mount("hub");
            Fixture.write(mount.resolve("..2024_01/deep/x"), "deep");
            Fixture.link(mount.resolve("deep"), "..data/deep");
            assertThat(Fixture.fields(store, "hub/deep")).containsExactly(entry("x", "deep"));
            assertThat(Fixture.fields(store, "hub")).containsOnlyKeys("id", "key");
        }
    }

    @Nested
    class R17WallAroundTheFolder {

        private void assertRefused(String path, String message) {
            SecretStoreException refused = Fixture.refusal(store, path);
            assertThat(refused).hasMessageContaining(message);
            assertThat(refused.kind()).isIn(Kind.MISCONFIGURED, Kind.MALFORMED);
        }

        @Row("R17")
        @Test
        void aFileLinkOutOfTheFolderIsRefused() throws IOException {
            Path other = Fixture.write(outside.resolve("other"), "not yours");
            Fixture.link(root.resolve("absolute"), other.toString());
            Fixture.link(root.resolve("relative"), "../other");
            assertRefused("absolute", "is a link, and a link leads out of the folder or into another secret");
            assertRefused("relative", "is a link, and a link leads out of the folder or into another secret");
        }

        @Row("R17")
        @Test
        void whatAMountKeepsForItselfIsNoSecret() throws IOException {
            Fixture.write(root.resolve("..2026_11_30/hub/a"), "the version before");
            assertThat(Fixture.read(store, "..2026_11_30/hub")).isEmpty();
            assertThat(Fixture.read(store, "..2026_11_30/hub/a")).isEmpty();
        }

        @Test
        void aFolderLinkOutOfTheFolderIsRefused() throws IOException {
            Fixture.write(outside.resolve("others/a"), "not yours");
            Fixture.link(root.resolve("up"), "../others");
            assertRefused("up", "is a link, and a link leads out of the folder or into another secret");
            assertRefused("up/a", "is a link, and a link leads out of the folder or into another secret");
        }

        @Row("R17")
        @Test
        void aSiblingWhoseNameBeginsAlikeIsOutside() throws IOException {
            Fixture.write(outside.resolve("secrets-of-others/a"), "not yours");
            Fixture.link(root.resolve("up"), "../secrets-of-others");
            assertRefused("up/a", "is a link, and a link leads out of the folder or into another secret");
        }

        @Test
        void aMountLinkOutOfTheFolderIsRefused() throws IOException {
            Fixture.write(outside.resolve("others/a"), "not yours");
            Files.createDirectory(root.resolve("hub"));
            Fixture.link(root.resolve("hub/..data"), "../../others");
            assertRefused("hub", "is a link, and a link leads out of the folder or into another secret");
        }

        @Test
        void aFieldLinkOutOfTheFolderIsNoField() throws IOException {
            Path other = Fixture.write(outside.resolve("other"), "not yours");
            Fixture.write(root.resolve("hub/a"), "x");
            Fixture.link(root.resolve("hub/b"), other.toString());
            Fixture.settle(root.resolve("hub/a"));
            assertThat(Fixture.fields(store, "hub")).containsExactly(entry("a", "x"));
            assertThat(Fixture.one(store, "hub").orElseThrow().malformedFields())
                    .containsExactly("b");
        }

        @Test
        void aDeviceBehindALinkIsRefused() throws IOException {
            Fixture.link(root.resolve("zero"), "/dev/zero");
            assertRefused("zero", "is a link, and a link leads out of the folder or into another secret");
        }

        @Test
        void aCircleOfLinksIsRefused() throws IOException {
            Fixture.link(root.resolve("a"), "b");
            Fixture.link(root.resolve("b"), "a");
            assertRefused("a", "is a link");
        }
    }

    @Nested
    class InsideTheFolder {

        @Row("W1")
        @Test
        void aLinkIntoAnotherSecretIsRefused() throws IOException {
            Fixture.write(root.resolve("theirs/a"), "not yours");
            Files.createDirectory(root.resolve("mine"));
            Fixture.link(root.resolve("mine/db"), "../theirs");
            Fixture.link(root.resolve("alias"), "theirs");
            assertThat(Fixture.refusal(store, "mine/db")).hasMessageContaining("mine/db' is a link");
            assertThat(Fixture.refusal(store, "mine/db/a")).hasMessageContaining("mine/db' is a link");
            assertThat(Fixture.refusal(store, "alias/a")).hasMessageContaining("alias' is a link");
        }

        @Row("W1")
        @Test
        void aMountThatShowsAnotherSecretIsRefused() throws IOException {
            Fixture.write(root.resolve("theirs/a"), "not yours");
            Fixture.write(root.resolve("..theirs/a"), "not yours");
            Files.createDirectory(root.resolve("mine"));
            Fixture.link(root.resolve("mine/..data"), "../..theirs");
            assertThat(Fixture.refusal(store, "mine")).hasMessageContaining("..data' is a link");
            Fixture.link(root.resolve("mine/..data"), "../theirs");
            assertThat(Fixture.refusal(store, "mine/a")).hasMessageContaining("..data' is a link");
        }

        @Test
        void theFolderItselfMayBeALink() throws IOException {
            Fixture.write(outside.resolve("v1/a"), "one");
            Fixture.write(outside.resolve("v2/a"), "two");
            Path current = outside.resolve("current");
            Fixture.link(current, "v1");
            try (SecretStore linked = Fixture.open(current)) {
                assertThat(Fixture.text(linked, "a")).isEqualTo("one");
                Fixture.link(current, "v2");
                assertThat(Fixture.text(linked, "a")).isEqualTo("two");
            }
        }
    }
}
