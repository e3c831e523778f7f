package io.github.bitbucketoidc.store.vault.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static Proxies environment(String proxy, String inner) {
        return new Proxies(Map.of("HTTPS_PROXY", proxy, "NO_PROXY", inner)::get);
    }

    private static Server server(String host) {
        return new Server(true, host, 8200);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example, 3128, false",
        "proxy.example:3128, proxy.example, 3128, false",
        "HTTP://proxy.example/, proxy.example, 80, false",
        "socks5://proxy.example, proxy.example, 1080, true",
        "http://user:word@proxy.example:1, proxy.example, 1, false"
    })
    void readsWhatTheEnvironmentNames(String value, String host, int port, boolean socks) {
        HttpProxy proxy = environment(value, "").of(server("vault.example")).orElseThrow();

        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.socks()).isEqualTo(socks);
        assertThat(proxy.toString()).doesNotContain("word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy.example", "http://", "http://a b", "ftp://proxy.example", "http://:word@"})
    void saysThatItIsNoneAndShowsNothingOfIt(String value) {
        assertThat(environment(value, "").problem(server("vault.example")).orElseThrow())
                .isEqualTo("HTTPS_PROXY must be http://HOST:PORT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *                             | vault.example
                    vault.example                 | vault.example
                    VAULT.example                 | vault.EXAMPLE
                    example                       | vault.example
                    .example                      | vault.example
                    *.example                     | vault.example
                    other.example,vault.example   | vault.example
                    other.example vault.example   | vault.example
                    vault.example:8200            | vault.example
                    vault                         | vault
                    10.1.2.3                      | 10.1.2.3
                    10.0.0.0/8                    | 10.1.2.3
                    10.1.2.3:8200                 | 10.1.2.3
                    2001:db8::/32                 | 2001:db8::1
                    2001:db8::1                   | 2001:db8::1
                    [2001:db8::1]:8200            | 2001:db8::1
                    nothing                       | localhost
                    nothing                       | 127.0.0.1
                    nothing                       | 127.9.9.9
                    nothing                       | ::1
                    """)
    void leavesOutWhatIsInside(String inner, String host) {
        assertThat(environment("http://proxy.example:1", inner).of(server(host)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                            | vault.example
                    vault.example:443             | vault.example
                    ault.example                  | vault.example
                    example.vault                 | vault.example
                    vault.example.org             | vault.example
                    10.0.0.0/8                    | 11.1.2.3
                    10.0.0.0/33                   | 10.1.2.3
                    10.0.0.0/x                    | 10.1.2.3
                    10.0.0.0/8                    | vault.example
                    10.0.0.0/8                    | 2001:db8::1
                    2001:db8::/32                 | 2001:db9::1
                    localhost                     | localhost.example
                    .                             | vault.example
                    """)
    void leavesOutNothingElse(String inner, String host) {
        assertThat(environment("http://proxy.example:1", inner).of(server(host)))
                .isPresent();
    }
}
