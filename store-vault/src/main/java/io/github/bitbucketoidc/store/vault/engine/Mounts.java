package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.Json;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import io.github.bitbucketoidc.store.vault.login.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which part of a path is the mount, and which engine is there: from the settings, or asked of Vault and kept for some minutes.
 * Vault has no mount inside another one, so the first that fits is the only one. What is kept says nothing of who may read
 * there: Vault decides that at each read. Thread-safe.
 */
public final class Mounts {

    private static final long KEPT = Duration.ofMinutes(5).toNanos();
    private static final VaultPath ASK = VaultPath.of("sys/internal/ui/mounts");
    private static final VaultPath CAPABILITIES = VaultPath.of("sys/capabilities-self");

    /** Where a read could give out our own login token, or Vault's configuration. */
    private static final Set<String> INTERNAL = Set.of("system", "token", "cubbyhole");

    /** What is mounted. */
    public enum Engine {
        /** Key and value, one version. */
        KV1,
        /** Key and value, versioned. */
        KV2,
        /** Anything else: read as it is. */
        OTHER
    }

    /** A mount. */
    public record Mount(List<String> segments, Engine engine) {

        boolean holds(List<String> path) {
            return path.size() >= segments.size()
                    && path.subList(0, segments.size()).equals(segments);
        }

        VaultPath path() {
            return new VaultPath(segments);
        }
    }

    private record Known(Mount mount, long since) {}

    private final List<Mount> configured;
    private final VaultClient vault;
    private final LongSupplier nanoTime;
    private final Map<List<String>, Known> found = new ConcurrentHashMap<>();

    public Mounts(List<Mount> configured, VaultClient vault, LongSupplier nanoTime) {
        this.configured = List.copyOf(configured);
        this.vault = vault;
        this.nanoTime = nanoTime;
    }

    /** The mount of a path, if the settings name it. */
    Optional<Mount> configured(List<String> path) {
        return configured.stream().filter(mount -> mount.holds(path)).findFirst();
    }

    /** The mount of a path that is written to, for an operator's eyes: known, or all but the operation and the role. */
    VaultPath probable(VaultPath path) {
        List<String> segments = path.segments();
        return known(segments)
                .map(Mount::path)
                .orElseGet(() -> new VaultPath(segments.subList(0, Math.max(1, segments.size() - 2))));
    }

    /** The mount of a path, as far as it is known without asking. */
    Optional<Mount> known(List<String> path) {
        Optional<Mount> named = configured(path);
        if (named.isPresent()) {
            return named;
        }
        for (int length = 1; length <= path.size(); length++) {
            Known known = found.get(path.subList(0, length));
            if (known != null && nanoTime.getAsLong() - known.since <= KEPT) {
                return Optional.of(known.mount);
            }
        }
        return Optional.empty();
    }

    /**
     * The mount of a path.
     *
     * @throws SecretStoreException with kind MISCONFIGURED if nothing is mounted there, DENIED if Vault does not tell
     */
    Mount of(SecretId id, Access access, Deadline deadline) {
        List<String> path = id.path().segments();
        return known(path).orElseGet(() -> ask(id, access, deadline));
    }

    private Mount ask(SecretId id, Access access, Deadline deadline) {
        List<String> path = id.path().segments();
        VaultCall call = VaultCall.read(ASK.then(path), true).about(id);
        VaultAnswer answer = access.send(vault, call, deadline).answer();
        Json.Members data = answer.body().object("data");
        Mount mount = data.text("path")
                .map(name -> new Mount(segments(name), engine(data)))
                .filter(candidate -> candidate.holds(path))
                .orElseThrow(() -> whyNot(id, answer, access, deadline));
        if (data.text("type").filter(INTERNAL::contains).isPresent()) {
            throw Failures.misconfigured("Vault's own inside is no place for secrets", List.of(id));
        }
        found.put(mount.segments, new Known(mount, nanoTime.getAsLong()));
        return mount;
    }

    /** Vault says the same of a mount that is not there and of one that the login may not see: what it may do tells them apart. */
    private SecretStoreException whyNot(SecretId id, VaultAnswer refusal, Access access, Deadline deadline) {
        List<String> path = id.path().segments();
        List<String> asVersioned = new ArrayList<>(path);
        asVersioned.add(1, "data");
        for (String candidate : List.of(String.join("/", path), String.join("/", asVersioned))) {
            VaultCall may = VaultCall.write(CAPABILITIES, Map.of("paths", candidate), true)
                    .about(id);
            List<String> capabilities = access.send(vault, may, deadline)
                    .answer()
                    .body()
                    .object("data")
                    .texts(candidate);
            if (capabilities.contains("read") || capabilities.contains("root")) {
                return Failures.misconfigured(
                        "Vault has no secrets engine mounted there, or does not show it; fix: " + named(path),
                        List.of(id));
            }
        }
        return Failures.denied(
                "Vault does not show what is mounted there (" + refusal.status() + ")" + refusal.reason()
                        + "; either nothing is, or no policy lets this login read there; fix: give it a policy for the path, or,"
                        + " if it has one that keeps it from sys/, " + named(path),
                List.of(id));
    }

    /** With the setting nobody has to ask Vault. */
    private static String named(List<String> path) {
        return "name the engine in the store's settings, for example mounts: { " + path.get(0) + ": kv-2 }";
    }

    private static List<String> segments(String name) {
        return Arrays.asList((name.endsWith("/") ? name.substring(0, name.length() - 1) : name).split("/", -1));
    }

    private static Engine engine(Json.Members data) {
        if (!data.text("type").equals(Optional.of("kv"))) {
            return Engine.OTHER;
        }
        boolean versioned = data.object("options").text("version").equals(Optional.of("2"));
        return versioned ? Engine.KV2 : Engine.KV1;
    }

    /** What is mounted there is not what it was. */
    void forget(Mount mount) {
        found.remove(mount.segments);
    }
}
