package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingBoundsTest {

    @TempDir
    Path folder;

    @Test
    void allowEverythingUnlessSomethingIsNamed() {
        SettingBounds none = SettingBounds.none();
        assertThat(none.allowsPath(Path.of("/"))).isTrue();
        assertThat(none.allowsEnvironment("HOME")).isTrue();
        assertThat(none.allowsAddress("https://elsewhere.example")).isTrue();
    }

    @Test
    void boundOneKindAndLeaveTheOthersAlone() {
        SettingBounds bounds =
                SettingBounds.builder().allowEnvironment("APP_*_TOKEN").build();
        assertThat(bounds.allowsEnvironment("APP_X_TOKEN")).isTrue();
        assertThat(bounds.allowsEnvironment("APP_TOKEN")).isFalse();
        assertThat(bounds.allowsEnvironment("app_x_token")).isFalse();
        assertThat(bounds.allowsPath(Path.of("/"))).isTrue();
        assertThat(bounds.allowsAddress("https://elsewhere.example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A*B*"})
    void refuseAPatternOfVariablesThatIsNone(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingBounds.builder().allowEnvironment(pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://", "https://user@host.example", "a b", "host:port", "host:123456"})
    void refuseAnAddressThatIsNone(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingBounds.builder().allowAddress(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "https://user@host.example:1",
                "https:host.example",
                "https://host.example.:1",
                "://host.example:1"
            })
    void allowNoAddressThatCannotBeRead(String address) {
        assertThat(SettingBounds.builder()
                        .allowAddress("host.example:1")
                        .build()
                        .allowsAddress(address))
                .isFalse();
    }

    @Test
    void knowHostsByAddressesOfBothFamilies() {
        SettingBounds bounds = SettingBounds.builder()
                .allowAddress("[::1]:8200")
                .allowAddress("127.0.0.1")
                .build();
        assertThat(bounds.allowsAddress("http://[::1]:8200/v1")).isTrue();
        assertThat(bounds.allowsAddress("http://[::1]")).isFalse();
        assertThat(bounds.allowsAddress("http://127.0.0.1:9999")).isTrue();
    }

    @Test
    void areValues() {
        SettingBounds one = SettingBounds.builder()
                .allowRoot(folder)
                .allowAddress("a.example")
                .build();
        assertThat(one)
                .isEqualTo(SettingBounds.builder()
                        .allowRoot(folder)
                        .allowAddress("a.example")
                        .build())
                .hasSameHashCodeAs(SettingBounds.builder()
                        .allowRoot(folder)
                        .allowAddress("a.example")
                        .build())
                .isNotEqualTo(SettingBounds.none());
        assertThat(one.toString()).contains("a.example", folder.toString());
    }

    /** A link that is changed after the start leads to nothing that was not allowed. */
    @Test
    void holdAgainAtEachReadingOfACredential() throws IOException {
        Path inside = Files.writeString(folder.resolve("inside"), "eins");
        Path root = Files.createDirectory(folder.resolve("root"));
        Path token = root.resolve("token");
        Files.copy(inside, token);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        StoreConfig config = StoreConfig.of(Map.of("token", Map.of("file", token.toString())), folder, name -> null)
                .within(SettingBounds.builder().allowRoot(root).build());
        Supplier<SecretValue> secret = config.secret("token").orElseThrow();
        assertThat(secret.get().reveal()).isEqualTo("eins");

        Files.delete(token);
        Files.createSymbolicLink(token, inside);

        assertThat(catchThrowable(secret::get))
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContaining("outside of the folders that are allowed");
    }
}
