package io.github.bitbucketoidc.store.vault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Hands every request on to a real Vault, so that {@link FakeVault} counts and breaks what passes between. */
record Forwarding(URI target) implements FakeVault.Behaviour {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Override
    public FakeAnswer answer(FakeVault.Request request) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(URI.create(target + request.target()))
                .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, value) -> {
            if (name.startsWith("x-vault")) {
                copy.header(name, value);
            }
        });
        try {
            HttpResponse<String> reply = HTTP.send(copy.build(), HttpResponse.BodyHandlers.ofString());
            return FakeAnswer.json(reply.statusCode(), reply.body());
        } catch (IOException e) {
            return FakeAnswer.closed();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
