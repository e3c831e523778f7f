package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.vault.http.HttpCall;
import io.github.bitbucketoidc.store.vault.http.HttpReply;
import io.github.bitbucketoidc.store.vault.http.HttpSender;
import io.github.bitbucketoidc.store.vault.http.NoReplyException;
import io.github.bitbucketoidc.store.vault.http.Server;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an HTTP call of a call to Vault. Follows no redirect: the token would go with it. Thread-safe. */
public final class VaultTransport implements AutoCloseable {

    private final HttpSender http;
    private final @Nullable String namespace;

    public VaultTransport(HttpSender http, @Nullable String namespace) {
        this.http = http;
        this.namespace = namespace;
    }

    /**
     * Sends a call and waits for the whole answer.
     *
     * @param limit how long everything may take, from connecting to the last byte
     * @throws NoReplyException if no whole answer came
     * @throws InterruptedException if this thread was interrupted; the call is cancelled then
     */
    HttpReply send(Server server, VaultCall call, Duration limit) throws NoReplyException, InterruptedException {
        return http.send(server, request(call), limit);
    }

    private HttpCall request(VaultCall call) {
        String query = call.version().isPresent() ? "?version=" + call.version().getAsLong() : "";
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "bitbucket-oidc");
        headers.put("X-Vault-Request", "true");
        if (namespace != null) {
            headers.put("X-Vault-Namespace", namespace);
        }
        if (call.token() != null) {
            headers.put("X-Vault-Token", call.token().reveal());
        }
        Map<String, String> body = call.body();
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return new HttpCall(
                call.method(),
                "/v1/" + call.path().encoded() + query,
                headers,
                body == null ? null : JsonText.of(body),
                call.repeatable());
    }

    /** Closes the connections at rest. */
    @Override
    public void close() {
        http.close();
    }
}
