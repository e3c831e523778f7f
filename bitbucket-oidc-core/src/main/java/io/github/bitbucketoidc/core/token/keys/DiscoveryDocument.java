package io.github.bitbucketoidc.core.token.keys;

import io.github.bitbucketoidc.core.text.Issuers;
import io.github.bitbucketoidc.core.token.json.JsonReader;
import io.github.bitbucketoidc.core.token.json.JsonRefusal;
import io.github.bitbucketoidc.core.token.json.JsonText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's discovery document (OpenID Connect Discovery 1.0, section 3), of which only two members count. Filled once by one
 * thread.
 */
final class DiscoveryDocument implements JsonReader.Members {

    private final Set<String> names = new HashSet<>();
    private @Nullable Object issuer;
    private @Nullable Object keys;

    @Override
    public boolean add(String name, Object value) {
        if (name.equals("issuer")) {
            issuer = value;
        } else if (name.equals("jwks_uri")) {
            keys = value;
        }
        return names.add(name);
    }

    /** Where the issuer's keys are, by its own word and on its own server (attack row K12). */
    static URI keys(byte[] document, String issuer, JsonReader json) throws KeySetRefused {
        DiscoveryDocument discovery = new DiscoveryDocument();
        JsonRefusal.Reason refusal = json.read(document, discovery);
        if (refusal != null) {
            throw new KeySetRefused("the discovery document is not usable JSON: " + refusal);
        }
        if (!(discovery.issuer instanceof JsonText named && named.text().equals(issuer))) {
            throw new KeySetRefused("the discovery document names another issuer than the one that is configured");
        }
        URI keys = uri(discovery.keys);
        if (keys == null || !Issuers.isOfSameServer(issuer, keys)) {
            throw new KeySetRefused(
                    "the discovery document's jwks_uri is not on the issuer's own scheme, host and port");
        }
        return keys;
    }

    private static @Nullable URI uri(@Nullable Object value) {
        if (!(value instanceof JsonText text)) {
            return null;
        }
        try {
            return new URI(text.text());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
