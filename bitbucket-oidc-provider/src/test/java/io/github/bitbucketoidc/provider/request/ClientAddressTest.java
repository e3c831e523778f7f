package io.github.bitbucketoidc.provider.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static Origin origin(List<String> trusted, String peer, String... forwardedFor) {
        return new ClientAddress(trusted.stream().map(AddressRange::parse).toList())
                .origin(peer, List.of(forwardedFor));
    }

    private static Optional<String> client(List<String> trusted, String peer, String... forwardedFor) {
        return origin(trusted, peer, forwardedFor).client();
    }

    @Test
    void ignoresTheHeaderWhenNoProxyIsTrusted() {
        assertThat(client(List.of(), "10.0.0.1", "192.0.2.7")).isEmpty();
    }

    @Test
    void ignoresTheHeaderOfAPeerThatIsNoTrustedProxy() {
        assertThat(client(List.of("10.0.0.0/8"), "192.0.2.1", "192.0.2.7")).isEmpty();
    }

    @Test
    void takesWhatTheTrustedProxySays() {
        assertThat(client(List.of("10.0.0.0/8"), "10.200.3.4", "192.0.2.7")).contains("192.0.2.7");
    }

    @Row("W7")
    @Test
    void takesTheLastAddressThatIsNotTrustedSoThatACallerCannotChooseIt() {
        assertThat(client(List.of("10.0.0.0/8"), "10.0.0.1", "1.1.1.1, 192.0.2.7, 10.0.0.2"))
                .contains("192.0.2.7");
        assertThat(client(List.of("10.0.0.0/8"), "10.0.0.1", "1.1.1.1", "192.0.2.7", "10.0.0.2"))
                .contains("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unknown", "", "192.0.2.7, ", "evil.example", "256.1.1.1", "1.2.3", "::g", "1.2.3.4.5", "01234"})
    @Row("W7")
    void knowsNobodyWhenTheChainIsUnreadable(String line) {
        assertThat(origin(List.of("10.0.0.0/8"), "10.0.0.1", line).source()).isEmpty();
        assertThat(origin(List.of("10.0.0.0/8"), "10.0.0.1", line + ", 10.0.0.2")
                        .source())
                .isEmpty();
        assertThat(origin(List.of("10.0.0.0/8"), "10.0.0.1", line).peer()).isEqualTo("10.0.0.1");
    }

    @Row("W7")
    @Test
    void takesTheFirstHopWhenAllAreTrusted() {
        assertThat(client(List.of("10.0.0.0/8"), "10.0.0.1", "10.0.0.3, 10.0.0.2"))
                .contains("10.0.0.3");
        assertThat(client(List.of("10.0.0.0/8"), "10.0.0.1", "10.0.0.4", "10.0.0.3, 10.0.0.2"))
                .contains("10.0.0.4");
    }

    @Row("W7")
    @Test
    void takesThePeerForTheSourceWhenNobodyIsForwardedFor() {
        assertThat(origin(List.of("10.0.0.0/8"), "10.0.0.1").source()).contains("10.0.0.1");
        assertThat(origin(List.of("10.0.0.0/8"), "192.0.2.1", "192.0.2.7").source())
                .contains("192.0.2.1");
        assertThat(origin(List.of(), "").source()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "[::1], 0:0:0:0:0:0:0:1",
        "::1, 0:0:0:0:0:0:0:1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "fe80::1%1, fe80:0:0:0:0:0:0:1"
    })
    void spellsOneAddressInOneWay(String peer, String spelling) {
        assertThat(origin(List.of(), peer).peer()).isEqualTo(spelling);
        assertThat(client(List.of(peer.replaceAll("[\\[\\]]|%.*", "")), peer, "192.0.2.7"))
                .contains("192.0.2.7");
    }

    @Test
    void readsPortsAndBrackets() {
        assertThat(client(List.of("::1"), "::1", "192.0.2.7:4711")).contains("192.0.2.7");
        assertThat(client(List.of("::1"), "0:0:0:0:0:0:0:1", "[2001:db8::1]:4711"))
                .contains("2001:db8:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1/32, 192.0.2.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "::/0, 127.0.0.1, false"
    })
    void holdsExactlyItsAddresses(String range, String address, boolean held) {
        assertThat(AddressRange.parse(range).holds(AddressRange.address(address).orElseThrow()))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0/8",
                "::1/129",
                "/8",
                "10.0.0.0/8/8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trustedProxies");
    }
}
