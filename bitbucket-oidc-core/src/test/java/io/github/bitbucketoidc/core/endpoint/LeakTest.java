package io.github.bitbucketoidc.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.bitbucketoidc.core.log.Canary;
import io.github.bitbucketoidc.core.log.RecordingLoggers;
import io.github.bitbucketoidc.core.provider.Bench;
import io.github.bitbucketoidc.core.provider.Origin;
import io.github.bitbucketoidc.core.provider.Slf4jAuditLog;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens and values in no log line of any logger, at TRACE; on no console, in no event and no {@code toString} (H11). */
class LeakTest {

    private final Canary value = new Canary("s3cr3t-5b1f0c94e7a2-value");
    private final Canary other = new Canary("s3cr3t-77e0d4b8a913-other");
    private final Bench bench = new Bench().delivering("A: a:one", "B: b:one#x");
    private final List<String> places = new ArrayList<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Level jdkLevel = Logger.getLogger("").getLevel();
    private final Handler jdk = new Handler() {
        @Override
        public void publish(LogRecord line) {
            RecordingLoggers.add("JDK " + line.getLoggerName() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private String token = "";

    @BeforeEach
    void listen() {
        RecordingLoggers.clear();
        PrintStream captured = new PrintStream(console, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        Logger.getLogger("").setLevel(Level.ALL);
        Logger.getLogger("").addHandler(jdk);
        token = bench.issuer.token();
        bench.with(builder -> builder.auditLog(new Slf4jAuditLog()));
        bench.a.text("one", value.text());
        bench.b.fields("one", Map.of("x", other.text()));
    }

    @AfterEach
    void close() {
        Logger.getLogger("").removeHandler(jdk);
        Logger.getLogger("").setLevel(jdkLevel);
        System.setOut(out);
        System.setErr(err);
        bench.close();
    }

    private EndpointResponse send(String... authorization) {
        EndpointRequest request = EndpointRequest.of("GET", List.of(authorization), "192.0.2.1", List.of());
        SecretsEndpoint endpoint = SecretsEndpoint.of(bench.provider());
        EndpointResponse response = endpoint.handle(request);
        places.add(request + " " + response + " " + response.headers() + " "
                + bench.provider().health());
        if (response.status() != 200) {
            places.add(new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private void assertNoLeak() {
        places.addAll(RecordingLoggers.lines());
        places.add(console.toString(StandardCharsets.UTF_8));
        bench.events.forEach(event -> places.add(event.toJson() + event));
        String everything = String.join("\n", places);
        String signature = token.substring(token.lastIndexOf('.') + 1);
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));

        assertThat(everything).contains("audit", "released");
        for (Canary canary : List.of(
                value, other, new Canary(signature), new Canary(signature.substring(0, 60)), new Canary(payload))) {
            assertThat(canary.foundIn(everything)).isEmpty();
        }
    }

    @Row("H11")
    @Test
    @DisplayName("H11 an answer that is released")
    void h11Released() {
        EndpointResponse response = send("Bearer " + token);

        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(value.text(), other.text());
        assertNoLeak();
    }

    @Row("H11")
    @Test
    @DisplayName("H11 tokens that are refused, in part or as a whole")
    void h11Refused() {
        send("Bearer " + token);
        send("Bearer " + token, "Bearer " + token);
        send("Basic " + token);
        send("Bearer " + token + " ");
        send(token + "A");
        send(token.substring(0, token.length() - 8) + "AAAAAAAA");
        send(token.substring(token.indexOf('.') + 1));
        send("x." + token);
        send(bench.issuer.token(claims -> claims.put("iss", "https://evil.example/" + "x".repeat(300))));

        assertNoLeak();
    }

    @Row("H11")
    @Test
    @DisplayName("H11 stores and parsers whose own exceptions hold what they must not")
    void h11Failed() {
        send("Bearer " + token);
        bench.a.wantingToken().reading(request -> {
            throw new IllegalStateException(
                    value.text() + request.caller().token().orElseThrow().reveal(), new RuntimeException(other.text()));
        });
        assertThat(send(token).status()).isEqualTo(503);
        bench.a.reading(request -> {
            throw new StackOverflowError(value.text());
        });
        assertThat(send(token).status()).isEqualTo(503);
        bench.a.reading(this::unreadable);
        bench.delivering("A: a:one#x").provider().reload();
        assertThat(send(token).status()).isEqualTo(500);
        bench.a.reading(request -> Map.of(SecretId.of("one"), Secret.ofText(SecretValue.of(value.text() + "\u0000"))));
        bench.delivering("A: a:one").provider().reload();
        assertThat(send(token).status()).isEqualTo(500);

        assertNoLeak();
    }

    private Map<SecretId, Secret> unreadable(SecretRequest request) {
        return Map.of(SecretId.of("one"), Secret.ofText(SecretValue.of(value.text()), text -> {
            throw new IllegalArgumentException(text.reveal());
        }));
    }

    @Row("H11")
    @Test
    @DisplayName("H11 an answer that cannot be written")
    void h11Unwritten() {
        send("Bearer " + token);
        Function<Object, String> broken = release -> {
            throw new IllegalStateException(value.text() + token);
        };
        places.add(String.valueOf(catchThrowable(() -> bench.provider().answer(token, Origin.local(), broken))));
        places.add(bench.provider().release(token, Origin.local()).toString());

        assertNoLeak();
    }
}
