package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.Json;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import java.util.List;
import java.util.Optional;

/** What the answer to a read says of the secret. */
final class Answers {

    private Answers() {}

    /**
     * The {@code data} of an answer.
     *
     * @return what is there; empty if the secret does not exist
     */
    static Optional<Json.Members> data(VaultAnswer answer, SecretId id) {
        List<SecretId> ids = List.of(id);
        return switch (answer.status()) {
            case 200 -> {
                if (!answer.isJson()) {
                    throw Failures.malformed("Vault's answer is not JSON: a binary or plain text", ids);
                }
                yield answer.body().values().get("data") instanceof Json.Members data
                        ? Optional.of(data)
                        : Optional.empty();
            }
            case 204 -> Optional.empty();
            case 403 -> throw Failures.denied("Vault's policy does not allow to read it" + answer.reason(), ids);
            case 404 -> {
                if (answer.noSuchMount()) {
                    throw Failures.misconfigured("Vault has no secrets engine mounted there", ids);
                }
                if (!answer.isJson()) {
                    throw Failures.misconfigured("something answered 404 that is not Vault", ids);
                }
                yield Optional.empty();
            }
            case 405 ->
                throw Failures.misconfigured(
                        "Vault makes this secret only when it is written to: name it under requests", ids);
            default ->
                throw Failures.misconfigured(
                        "Vault refused the request (" + answer.status() + ")" + answer.reason(), ids);
        };
    }
}
