package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one secret of any engine. Thread-safe. */
final class SecretReader {

    private final VaultClient vault;
    private final Mounts mounts;
    private final Map<String, WriteRequest> requests;
    private final boolean asText;
    private final Clock clock;

    SecretReader(VaultClient vault, Mounts mounts, Map<String, WriteRequest> requests, boolean asText, Clock clock) {
        this.vault = vault;
        this.mounts = mounts;
        this.requests = Map.copyOf(requests);
        this.asText = asText;
        this.clock = clock;
    }

    /** Whether every caller gets the same under this id, as far as is known without asking Vault. */
    boolean isShared(SecretId id) {
        return !requests.containsKey(id.path().toString())
                && mounts.known(id.path().segments())
                        .filter(mount -> mount.engine() != Mounts.Engine.OTHER)
                        .isPresent();
    }

    /**
     * Reads.
     *
     * @return the secret; empty if there is none
     * @throws SecretStoreException if it cannot be read
     */
    Optional<Secret> read(SecretId id, Access access, Deadline deadline) {
        WriteRequest request = requests.get(id.path().toString());
        if (request != null) {
            noVersion(id, "a request has no versions");
            VaultCall call =
                    VaultCall.write(request.path(), request.body(), false).about(id);
            return made(id, access.send(vault, call, deadline), request.asText());
        }
        VaultPath.problem(id.path().segments()).ifPresent(problem -> {
            throw Failures.misconfigured(problem, List.of(id));
        });
        Mounts.Mount mount = mounts.of(id, access, deadline);
        return switch (mount.engine()) {
            case KV1 -> {
                noVersion(id, "KV version 1 keeps no versions");
                VaultCall call = VaultCall.read(below(mount, id).then(name(mount, id)), true);
                yield plain(mount, id, access, call, deadline);
            }
            case KV2 -> {
                VaultCall call = VaultCall.read(below(mount, id).then("data").then(name(mount, id)), true);
                long version = version(id);
                yield versioned(id, access, version == 0 ? call : call.version(version), deadline);
            }
            case OTHER -> {
                noVersion(id, "only KV version 2 keeps versions");
                VaultCall call = VaultCall.read(new VaultPath(id.path().segments()), false);
                yield made(id, access.send(vault, call.about(id), deadline), asText);
            }
        };
    }

    private static VaultPath below(Mounts.Mount mount, SecretId id) {
        if (name(mount, id).isEmpty()) {
            throw Failures.misconfigured("this is a whole KV engine; the name of a secret is missing", List.of(id));
        }
        return mount.path();
    }

    private static List<String> name(Mounts.Mount mount, SecretId id) {
        List<String> path = id.path().segments();
        return path.subList(mount.segments().size(), path.size());
    }

    private static void noVersion(SecretId id, String why) {
        if (id.version().isPresent()) {
            throw Failures.misconfigured("no version can be asked for: " + why, List.of(id));
        }
    }

    /** 0 stands for the current one. */
    private static long version(SecretId id) {
        String text = id.version().orElse("0");
        boolean number = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || (id.version().isPresent() && text.startsWith("0"))) {
            throw Failures.misconfigured("a version of a Vault secret is a number from 1 on", List.of(id));
        }
        return Long.parseLong(text);
    }

    private Optional<Secret> plain(Mounts.Mount mount, SecretId id, Access access, VaultCall call, Deadline deadline) {
        VaultAnswer answer = access.send(vault, call.about(id), deadline).answer();
        if (answer.speaksOfVersions()) {
            mounts.forget(mount); // the engine was upgraded meanwhile
            throw Failures.misconfigured("the engine is KV version 2 and was taken for version 1", List.of(id));
        }
        Optional<Json.Members> data = Answers.data(answer, id);
        return data.map(members -> SecretFields.of(members, asText));
    }

    private Optional<Secret> versioned(SecretId id, Access access, VaultCall call, Deadline deadline) {
        VaultAnswer answer = access.send(vault, call.about(id), deadline).answer();
        Optional<Json.Members> data = Answers.data(answer, id);
        // of a deleted or destroyed version only the metadata is left
        return data.filter(members -> members.values().get("data") instanceof Json.Members)
                .map(members -> {
                    Secret secret = SecretFields.of(members.object("data"), asText);
                    long version = members.object("metadata").count("version");
                    return version == 0 ? secret : secret.withVersion(Long.toString(version));
                });
    }

    /** What an engine made or holds: under a lease, if there is one. */
    private Optional<Secret> made(SecretId id, Access.Answered answered, boolean convert) {
        Json.Members body = answered.answer().body();
        Optional<Lease> lease = body.text("lease_id").map(name -> lease(name, body, answered.login()));
        Optional<Secret> secret = Answers.data(answered.answer(), id).map(data -> SecretFields.of(data, convert));
        return lease.isPresent() ? secret.map(made -> made.withLease(lease.get())) : secret;
    }

    private Lease lease(String name, Json.Members body, Login owner) {
        Duration lasts = owner.owns(name, Duration.ofSeconds(body.count("lease_duration")));
        return new Lease(name, clock.instant().plus(lasts), owner.accessor());
    }
}
