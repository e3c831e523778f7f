package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.vault.client.VaultPath;
import java.util.Map;

/**
 * A secret that Vault makes when it is written to, for example a one-time password: where, and what is written.
 *
 * @param path where
 * @param body the parameters
 * @param asText whether fields that are no text are given as JSON text
 */
public record WriteRequest(VaultPath path, Map<String, String> body, boolean asText) {

    public WriteRequest {
        body = Map.copyOf(body);
    }

    @Override
    public String toString() {
        return "WriteRequest[" + path + "]";
    }
}
