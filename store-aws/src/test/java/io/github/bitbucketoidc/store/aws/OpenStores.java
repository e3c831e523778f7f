package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program: opens a store of each type that it is given, {@code TYPE} or {@code TYPE+step}, and says how that went. */
public final class OpenStores {

    private OpenStores() {}

    /**
     * Opens.
     *
     * @param types the types
     */
    public static void main(String[] types) {
        String role = "arn:aws:iam::123456789012:role/deploy";
        for (String type : types) {
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("region", "eu-central-1");
            if (type.endsWith("+step")) {
                settings.put("login", Map.of("step", Map.of("role", role)));
            }
            if (type.equals("aws-credentials")) {
                settings.put("roles", Map.of("deploy", role));
            }
            if (type.endsWith("+read")) {
                settings.put("endpoint", "http://127.0.0.1:1");
            }
            try (var store = SecretStores.discover().open(type.replaceAll("\\+.*", ""), StoreConfig.of(settings))) {
                if (type.endsWith("+read")) {
                    read(type, store);
                } else {
                    System.out.println(type + " opened");
                }
            } catch (StoreConfigException refused) {
                System.out.println(type + " refused: " + refused.getMessage().replace('\n', ' '));
            }
        }
    }

    private static void read(String type, SecretStore store) {
        try {
            store.read(Stores.request(Duration.ofMillis(1500), "a"));
        } catch (SecretStoreException failure) {
            System.out.println(type + " " + failure.kind() + ": " + failure.getMessage());
        }
    }
}
