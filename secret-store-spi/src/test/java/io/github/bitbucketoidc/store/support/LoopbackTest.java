package io.github.bitbucketoidc.store.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.0", "127.255.255.255", "127.10.99.100", "::1", "[::1]"})
    void knowsThisMachine(String host) {
        assertThat(Loopback.isHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LOCALHOST",
                "localhost.",
                "localhost.evil.example",
                "127.evil.example",
                "127.1",
                "127.0.0",
                "127.0.0.1.1",
                "127.0.0.256",
                "127.0.0.01",
                "1127.0.0.1",
                "128.0.0.1",
                "0.0.0.0",
                "::2",
                "[::]",
                "[::1].evil.example"
            })
    void takesNothingElseForThisMachine(String host) {
        assertThat(Loopback.isHost(host)).isFalse();
    }
}
