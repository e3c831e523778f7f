package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** Opens stores as a policy file does, and reads from them for a step. */
public final class Stores {

    public static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIHN0ZXAifQ.c2lnbmF0dXJl";
    static final UUID WORKSPACE = UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d");
    static final UUID REPOSITORY = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");
    static final UUID ENVIRONMENT = UUID.fromString("bd715740-c970-486b-b68a-b421ec2a1f8b");
    static final UUID STEP = UUID.fromString("759de0c6-eaee-4eaa-b7a6-c507eec759a7");

    private Stores() {}

    /** Opens a store of a type with settings as a policy file would hold them, and the profile of the tests as its login. */
    public static SecretStore open(String type, Map<String, ?> settings) {
        return SecretStores.discover().open(type, config(settings));
    }

    static StoreConfig config(Map<String, ?> settings) {
        return StoreConfig.of(settings, Path.of("src/test/resources"), name -> null);
    }

    /** Region, address, and more. */
    public static Map<String, Object> at(URI endpoint, Object... more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("region", Moto.REGION.id());
        settings.put("endpoint", endpoint.toString());
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1]);
        }
        return settings;
    }

    public static Caller caller() {
        return Caller.builder(WORKSPACE, REPOSITORY, STEP)
                .attribute("environment", ENVIRONMENT.toString())
                .token(SecretValue.of(TOKEN), Instant.now().plusSeconds(3600))
                .build();
    }

    static SecretRequest request(Duration time, String... ids) {
        List<SecretId> all = Stream.of(ids).map(Stores::id).toList();
        return SecretRequest.of(all, Deadline.after(time), caller());
    }

    /** A path, or a path with {@code @version}. */
    static SecretId id(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? SecretId.of(text) : SecretId.of(text.substring(0, at), text.substring(at + 1));
    }

    public static Map<SecretId, Secret> read(SecretStore store, String... ids) {
        return store.read(request(Duration.ofSeconds(30), ids));
    }

    static String text(SecretStore store, String id) {
        return read(store, id).get(id(id)).text().orElseThrow().reveal();
    }

    static SecretStoreException failure(SecretStore store, String... ids) {
        return Assertions.catchThrowableOfType(SecretStoreException.class, () -> read(store, ids));
    }
}
