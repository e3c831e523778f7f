package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Opens stores and reads from them. */
public final class Stores {

    public static final UUID WORKSPACE = UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d");
    public static final UUID REPOSITORY = UUID.fromString("1de489be-ce6a-42a0-a8c8-eadbf1174ac7");
    public static final UUID STEP = UUID.fromString("759de0c6-eaee-4eaa-b7a6-c507eec759a7");
    public static final Caller CALLER =
            Caller.builder(WORKSPACE, REPOSITORY, STEP).build();

    private Stores() {}

    /** Settings with a login by token, and more. */
    public static Map<String, Object> settings(Object address, String token, Map<String, ?> more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", address.toString());
        settings.put("login", Map.of("token", Map.of("env", "TOKEN")));
        settings.put("TOKEN", token);
        settings.putAll(more);
        return settings;
    }

    /** Opens; a setting {@code TOKEN} is what the environment variable of that name holds. */
    public static SecretStore open(Map<String, ?> settings) {
        return open(settings, Path.of("target"));
    }

    public static SecretStore open(Map<String, ?> settings, Path folder) {
        return open(settings, folder, new VaultStoreFactory());
    }

    /** Opens a store whose logins age by a clock of the test's. */
    public static SecretStore open(Map<String, ?> settings, LongSupplier nanoTime) {
        return open(settings, Path.of("target"), new VaultStoreFactory(Clock.systemUTC(), nanoTime, name -> null));
    }

    private static SecretStore open(Map<String, ?> settings, Path folder, VaultStoreFactory factory) {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        String token = String.valueOf(own.remove("TOKEN"));
        StoreConfig config = StoreConfig.of(own, folder, name -> name.equals("TOKEN") ? token : null);
        return SecretStores.of(factory).open("vault", config);
    }

    public static SecretStore open(Object address, String token) {
        return open(settings(address, token, Map.of()));
    }

    public static Map<SecretId, Secret> read(SecretStore store, String... paths) {
        return read(store, CALLER, Duration.ofSeconds(10), paths);
    }

    public static Map<SecretId, Secret> read(SecretStore store, Caller caller, Duration within, String... paths) {
        return store.read(SecretRequest.of(Stream.of(paths).map(Stores::id).toList(), Deadline.after(within), caller));
    }

    static SecretRequest request(SecretId id) {
        return SecretRequest.of(List.of(id), Deadline.after(Duration.ofSeconds(10)), CALLER);
    }

    /** {@code path} or {@code path@version}. */
    public static SecretId id(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? SecretId.of(text) : SecretId.of(text.substring(0, at), text.substring(at + 1));
    }

    /** Many threads read the field {@code a} of one secret at the same time; each must find it. */
    public static void readAtOnce(SecretStore store, String path, int threads) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Future<String>> reads = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return field(store, path, "a");
                    }))
                    .toList();
            for (Future<String> read : reads) {
                assertThat(read.get()).startsWith("for t");
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** One field of one secret. */
    public static String field(SecretStore store, String path, String field) {
        return field(read(store, path), path, field);
    }

    public static String field(Map<SecretId, Secret> secrets, String path, String field) {
        Secret secret = secrets.get(id(path));
        if (secret == null) {
            throw new AssertionError(path + " is absent");
        }
        return secret.fields().get(field).reveal();
    }
}
