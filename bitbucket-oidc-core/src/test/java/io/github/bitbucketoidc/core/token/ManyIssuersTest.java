package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack row K9 with a thousand issuers, all of which call their key the same. */
@Timeout(300)
class ManyIssuersTest {

    private static final int ISSUERS = 1_000;

    private final Map<String, Integer> keyRequests = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        int number = Integer.parseInt(path[1]);
        if (path[2].equals("keys.json")) {
            keyRequests.merge(path[1], 1, Integer::sum);
            FakeIssuer.answer(200, "application/json", TestKeys.set(TestKeys.jwk("same", key(number))))
                    .handle(exchange);
        } else {
            FakeIssuer.answer(
                            200,
                            "application/json",
                            "{\"issuer\":\"" + issuer(number) + "\",\"jwks_uri\":\"" + issuer(number) + "/keys.json\"}")
                    .handle(exchange);
        }
    }

    private String issuer(int number) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + '/' + number;
    }

    /** Neighbours have different keys. */
    private static KeyPair key(int number) {
        return TestKeys.rsa("many-" + number % 7);
    }

    private static UUID workspace(int number) {
        return new UUID(0x4000, 0x8000_0000_0000_0000L + number);
    }

    private TestToken token(int number) {
        return TestToken.of(issuer(number), "k1")
                .header("kid", "\"same\"")
                .text("workspaceUuid", "{" + workspace(number) + "}")
                .text("aud", "ari:cloud:bitbucket::workspace/" + workspace(number))
                .signedBy(key(number));
    }

    private static String code(TokenVerifier verifier, TestToken token) {
        return verifier.verify(token.signed()) instanceof Verification.Rejected rejected
                ? rejected.rejection().code().toString()
                : "accepted";
    }

    @Row("K9")
    @Test
    void k9EachIssuersKeyOpensItsOwnTokensOnly() {
        TokenVerifier.Builder builder = TokenVerifier.builder().clock(new FakeTime());
        IntStream.range(0, ISSUERS)
                .forEach(i -> builder.workspace(Workspace.builder("w" + i, workspace(i))
                        .issuer(issuer(i))
                        .build()));
        try (TokenVerifier verifier = builder.build()) {
            for (int i = 0; i < ISSUERS; i++) {
                assertThat(code(verifier, token(i).signedBy(key(i + 1)))).isEqualTo("signature_invalid");
                assertThat(code(verifier, token(i))).isEqualTo("accepted");
            }
            for (int i = 0; i < ISSUERS; i++) {
                assertThat(code(verifier, token(i).signedBy(key(i + 3)))).isEqualTo("signature_invalid");
            }
        }
        assertThat(keyRequests)
                .hasSize(ISSUERS)
                .allSatisfy((issuer, requests) -> assertThat(requests).isOne());
    }
}
