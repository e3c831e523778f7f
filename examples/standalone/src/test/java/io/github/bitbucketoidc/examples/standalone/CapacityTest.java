package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {

    @ParameterizedTest
    @CsvSource({
        "4096, 1048576, false, 1000",
        "128, 1048576, false, 1000",
        "64, 1048576, false, 512",
        "128, 1048576, true, 341",
        "4096, 1024, false, 768",
        "4096, 256, true, 192",
        "4096, 64, false, 16",
        "1, 64, true, 16"
    })
    void connectionsFitIntoMemoryAndDescriptors(long megabytes, long descriptors, boolean tls, int connections) {
        assertThat(Capacity.connections(megabytes << 20, descriptors, tls)).isEqualTo(connections);
    }
}
