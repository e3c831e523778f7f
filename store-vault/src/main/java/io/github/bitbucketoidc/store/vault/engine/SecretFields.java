package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.vault.client.Json;
import io.github.bitbucketoidc.store.vault.client.JsonText;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes a secret of what Vault holds. A field is a text or it is refused; with {@code as: text} numbers, booleans, lists and
 * objects become the JSON text that they were (attack row H5). {@code null} is no text in either case.
 */
final class SecretFields {

    private SecretFields() {}

    static Secret of(Json.Members data, boolean asText) {
        CharsetEncoder unicode = StandardCharsets.UTF_8.newEncoder();
        Map<String, SecretValue> fields = new LinkedHashMap<>();
        Set<String> refused = new LinkedHashSet<>();
        data.values().forEach((name, value) -> {
            if (value instanceof Json.Text text && unicode.canEncode(text.value())) {
                fields.put(name, SecretValue.of(text.value()));
            } else if (asText && !(value instanceof Json.Text) && !(value instanceof Json.Nothing)) {
                fields.put(name, SecretValue.of(JsonText.of(value)));
            } else {
                refused.add(name);
            }
        });
        return Secret.ofFields(fields, refused);
    }
}
