package io.github.bitbucketoidc.store.aws.reading;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.support.Failures;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a secret of what AWS holds. */
public enum Content {
    /** A text, or a JSON object whose members are texts. */
    STRICT,
    /** Members of a JSON object that are no texts count as the JSON text that they were. */
    ANY_FIELD_AS_TEXT,
    /** Bytes are delivered in Base64. */
    BINARY_AS_BASE64;

    /** What the settings say; what is wrong with it is noted. */
    static Content of(StoreConfig config) {
        return config.optional("as")
                .map(as -> switch (as) {
                    case "text" -> ANY_FIELD_AS_TEXT;
                    case "base64" -> BINARY_AS_BASE64;
                    default -> {
                        config.problem(
                                "as",
                                "must be text or base64",
                                "text for fields that are no text, base64 for binary secrets; or leave it out");
                        yield STRICT;
                    }
                })
                .orElse(STRICT);
    }

    public Secret ofText(SecretId id, String text) {
        if (text.isEmpty()) {
            throw Failures.malformed("the secret is empty", List.of(id));
        }
        SecretValue whole = SecretValue.of(text);
        Optional<JsonFields> fields = JsonFields.parse(text, this == ANY_FIELD_AS_TEXT);
        if (fields.isEmpty()) {
            return Secret.ofText(whole, Content::noFields);
        }
        return Secret.ofText(whole, known -> fields.get().texts())
                .withMalformedFields(fields.get().refused());
    }

    private static Map<String, SecretValue> noFields(SecretValue whole) {
        throw new SecretStoreException(
                SecretStoreException.Kind.MALFORMED,
                "it is not a JSON object whose names are all different, so it has no fields",
                List.of());
    }

    public Secret ofBytes(SecretId id, byte[] bytes) {
        if (this != BINARY_AS_BASE64) {
            throw Failures.malformed("the secret is binary: write `as: base64` to deliver it in Base64", List.of(id));
        }
        if (bytes.length == 0) {
            throw Failures.malformed("the secret is empty", List.of(id));
        }
        return Secret.ofText(SecretValue.of(Base64.getEncoder().encodeToString(bytes)));
    }
}
