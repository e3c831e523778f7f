package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.vault.client.Json;
import io.github.bitbucketoidc.store.vault.client.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the tests themselves ask of Vault, with a client of their own. */
final class VaultApi {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI address;
    private final String token;

    VaultApi(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    URI address() {
        return address;
    }

    VaultApi as(String otherToken) {
        return new VaultApi(address, otherToken);
    }

    /** An answer. */
    record Reply(int status, String text) {

        Json.Members json() {
            return JsonText.object(text.getBytes(StandardCharsets.UTF_8)).orElse(Json.Members.NONE);
        }

        Json.Members data() {
            return json().object("data");
        }

        Json.Members auth() {
            return json().object("auth");
        }

        Reply ok() {
            if (status != 200 && status != 204) {
                throw new AssertionError(status + " " + text);
            }
            return this;
        }
    }

    Reply read(String path) {
        return call("GET", path, "");
    }

    Reply delete(String path) {
        return call("DELETE", path, "").ok();
    }

    Reply write(String path, Map<String, String> body) {
        return writeJson(path, new String(JsonText.of(body), StandardCharsets.UTF_8));
    }

    Reply writeJson(String path, String body) {
        return call("POST", path, body).ok();
    }

    Reply call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("X-Vault-Token", token)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a KV engine or another one. */
    void mount(String path, String type, String version) {
        String options = version.isEmpty() ? "" : ", \"options\": {\"version\": \"" + version + "\"}";
        writeJson("sys/mounts/" + path, "{\"type\": \"" + type + "\"" + options + "}");
    }

    void enableAuth(String path, String type) {
        write("sys/auth/" + path, Map.of("type", type));
    }

    void policy(String name, String rules) {
        write("sys/policies/acl/" + name, Map.of("policy", rules));
    }

    /** Writes one field of a secret of KV version 2 at {@code secret}. */
    void putSecret(String name, String json) {
        writeJson("secret/data/" + name, "{\"data\": " + json + "}");
    }

    /** A token with policies and a lifetime. */
    Json.Members newToken(String policy, String ttl) {
        return writeJson(
                        "auth/token/create",
                        "{\"policies\": [\"" + policy + "\"], \"ttl\": \"" + ttl + "\", \"no_parent\": true}")
                .auth();
    }
}
