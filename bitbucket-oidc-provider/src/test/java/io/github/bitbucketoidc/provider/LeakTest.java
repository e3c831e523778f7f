package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.leaks.Canary;
import io.github.bitbucketoidc.leaks.LeakHunt;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.request.Answers;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens and values in no log line of any logger, at TRACE; on no console, in no event and no {@code toString} (H11). */
class LeakTest {

    private final Canary value = new Canary("s3cr3t-5b1f0c94e7a2-value");
    private final Canary other = new Canary("s3cr3t-77e0d4b8a913-other");
    private final Bench bench = new Bench().delivering("A: a:one", "B: b:one#x");
    private final LeakHunt hunt = new LeakHunt();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicBoolean unwritable = new AtomicBoolean();
    private String token = "";

    @BeforeEach
    void listen() {
        token = bench.issuer.token();
        bench.with(builder -> builder.auditLog(AuditLog.slf4j()).listener(recorder()));
        bench.encoder((release, origin) -> {
            if (unwritable.get()) {
                throw new IllegalStateException(value.text() + token);
            }
            return Answers.encode(release, origin);
        });
        bench.a.text("one", value.text());
        bench.b.fields("one", Map.of("x", other.text()));
    }

    @AfterEach
    void close() {
        hunt.close();
        bench.close();
    }

    /** Shows the hunt every event that a metrics library could count. */
    private ProviderListener recorder() {
        return (ProviderListener) Proxy.newProxyInstance(
                ProviderListener.class.getClassLoader(),
                new Class<?>[] {ProviderListener.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals")
                                ? (Object) (proxy == arguments[0])
                                : method.getName().length();
                    }
                    events.incrementAndGet();
                    hunt.look(arguments[0]);
                    return null;
                });
    }

    private EndpointResponse send(String... authorization) {
        EndpointRequest request = EndpointRequest.of("GET", List.of(authorization), "192.0.2.1", List.of());
        SecretsEndpoint endpoint = SecretsEndpoint.of(bench.provider());
        EndpointResponse response = endpoint.handle(request);
        hunt.look(request.toString()).look((Object) response).look(endpoint).look(bench.provider());
        hunt.look("192.0.2.1 \"" + request.method() + " /secrets\" " + response.status() + " " + response.length());
        if (response.status() != 200) {
            hunt.look(new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private void assertNoLeak() {
        bench.events.forEach(event -> hunt.look(event.toJson()).look((Object) event));
        String signature = token.substring(token.lastIndexOf('.') + 1);
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));

        assertThat(String.join("\n", hunt.everything())).contains("audit", "released");
        await().until(() -> events.get() > 0);
        assertThat(hunt.leaks(List.of(
                        value,
                        other,
                        new Canary(signature),
                        new Canary(signature.substring(0, 60)),
                        new Canary(payload))))
                .isEmpty();
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
        unwritable.set(true);
        assertThat(send("Bearer " + token).status()).isEqualTo(500);
        hunt.look(bench.provider().release(token, Origin.local()).toString());

        assertNoLeak();
    }

    @Row("H11")
    @Test
    @DisplayName("H11 each fault of keys, stores, policies and audit logs")
    void h11EachFault() {
        send("Bearer " + token);
        for (SecretStoreException.Kind kind : SecretStoreException.Kind.values()) {
            bench.a.reading(request -> {
                throw new SecretStoreException(
                        kind, "the store is not well", request.ids(), new IllegalStateException(value.text() + token));
            });
            assertThat(send(token).status()).isGreaterThanOrEqualTo(500);
        }
        for (Throwable fault : List.of(
                new OutOfMemoryError(value.text()),
                new StackOverflowError(value.text()),
                new NoClassDefFoundError(value.text()),
                new UncheckedIOException(new IOException(token)))) {
            bench.a.reading(request -> throwing(fault));
            assertThat(send(token).status()).isEqualTo(503);
        }
        bench.a.reading(request -> null);
        assertThat(send(token).status()).isGreaterThanOrEqualTo(500);
        bench.policy("grant: {}\n");
        hunt.look(catchThrowable(bench.provider()::reload));
        bench.issuer.goDown();
        bench.provider().close();
        assertThat(send(token).status()).isEqualTo(503);

        assertNoLeak();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, E extends Throwable> T throwing(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
