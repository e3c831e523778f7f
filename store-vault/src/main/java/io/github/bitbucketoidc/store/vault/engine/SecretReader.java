package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.client.Json;
import io.github.bitbucketoidc.store.vault.client.VaultAnswer;
import io.github.bitbucketoidc.store.vault.client.VaultCall;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import io.github.bitbucketoidc.store.vault.login.Access;
import io.github.bitbucketoidc.store.vault.login.Login;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one secret of any engine. Thread-safe. */
public final class SecretReader {

    private final VaultClient vault;
    private final Mounts mounts;
    private final Map<String, WriteRequest> requests;
    private final boolean asText;
    private final boolean dataPaths;
    private final Duration longestLease;
    private final Clock clock;

    public SecretReader(
            VaultClient vault,
            Mounts mounts,
            Map<String, WriteRequest> requests,
            boolean asText,
            boolean dataPaths,
            Duration longestLease,
            Clock clock) {
        this.dataPaths = dataPaths;
        this.longestLease = longestLease;
        this.vault = vault;
        this.mounts = mounts;
        this.requests = Map.copyOf(requests);
        this.asText = asText;
        this.clock = clock;
    }

    /** Whether every caller gets the same under this id, as far as is known without asking Vault. */
    public boolean isShared(SecretId id) {
        return !requests.containsKey(id.path().toString())
                && mounts.known(id.path().segments())
                        .filter(mount -> mount.engine() != Mounts.Engine.OTHER)
                        .isPresent();
    }

    /**
     * Why an id can never be read, whatever Vault holds, as far as the settings tell: what Vault told of its mounts may be
     * over. Asks nobody.
     */
    public Optional<String> problem(SecretId id) {
        if (requests.containsKey(id.path().toString())) {
            return unversioned(id, "a request has no versions");
        }
        return VaultPath.problem(id.path().segments())
                .or(() -> mounts.configured(id.path().segments()).flatMap(mount -> problem(mount, id)))
                .or(() -> id.version().flatMap(SecretReader::versionProblem))
                .or(() -> dataPaths ? Optional.empty() : ApiPath.problem(id, mounts));
    }

    /** Why an engine can never give it out. */
    private static Optional<String> problem(Mounts.Mount mount, SecretId id) {
        return switch (mount.engine()) {
            case KV1 -> unversioned(id, "KV version 1 keeps no versions").or(() -> nameless(mount, id));
            case KV2 -> nameless(mount, id);
            case OTHER -> unversioned(id, "only KV version 2 keeps versions");
        };
    }

    private static Optional<String> unversioned(SecretId id, String why) {
        return id.version().map(version -> "no version can be asked for: " + why);
    }

    private static Optional<String> nameless(Mounts.Mount mount, SecretId id) {
        return name(mount, id).isEmpty()
                ? Optional.of("this is a whole KV engine; the name of a secret is missing")
                : Optional.empty();
    }

    private static Optional<String> versionProblem(String version) {
        boolean number = version.length() <= 18 && version.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && !version.startsWith("0")
                ? Optional.empty()
                : Optional.of("a version of a Vault secret is a number from 1 on");
    }

    private static void refuse(Optional<String> problem, SecretId id) {
        problem.ifPresent(text -> {
            throw Failures.misconfigured(text, List.of(id));
        });
    }

    /**
     * Reads.
     *
     * @return the secret; empty if there is none
     * @throws SecretStoreException if it cannot be read
     */
    public Optional<Secret> read(SecretId id, Access access, Deadline deadline) {
        refuse(problem(id), id);
        WriteRequest request = requests.get(id.path().toString());
        if (request != null) {
            VaultCall call = VaultCall.write(request.path(), request.body(), false)
                    .about(id)
                    .making(mounts.probable(request.path()));
            return made(id, access, access.send(vault, call, deadline), request.asText(), deadline);
        }
        Mounts.Mount mount = mounts.of(id, access, deadline);
        refuse(problem(mount, id), id); // the settings may not have named it
        return switch (mount.engine()) {
            case KV1 -> {
                VaultCall call = VaultCall.read(mount.path().then(name(mount, id)), true);
                yield plain(mount, id, access, call, deadline);
            }
            case KV2 -> {
                VaultCall current = VaultCall.read(mount.path().then("data").then(name(mount, id)), true);
                VaultCall call =
                        id.version().map(Long::parseLong).map(current::version).orElse(current);
                yield versioned(id, access, call, deadline);
            }
            case OTHER -> {
                VaultCall call = VaultCall.read(new VaultPath(id.path().segments()), false);
                Access.Answered answered = access.send(vault, call.about(id).making(mount.path()), deadline);
                yield made(id, access, answered, asText, deadline);
            }
        };
    }

    private static List<String> name(Mounts.Mount mount, SecretId id) {
        List<String> path = id.path().segments();
        return path.subList(mount.segments().size(), path.size());
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
    private Optional<Secret> made(
            SecretId id, Access access, Access.Answered answered, boolean convert, Deadline deadline) {
        Json.Members body = answered.answer().body();
        Optional<Lease> lease =
                body.text("lease_id").map(name -> lease(name, id, body, access, answered.login(), deadline));
        Optional<Secret> secret = Answers.data(answered.answer(), id).map(data -> SecretFields.of(data, convert));
        return lease.isPresent() ? secret.map(made -> made.withLease(lease.get())) : secret;
    }

    private Lease lease(String name, SecretId id, Json.Members body, Access access, Login owner, Deadline deadline) {
        if (owner.isCounted()) {
            throw Failures.misconfigured(
                    "Vault ends this secret with the last use of its login token (token_num_uses); fix: log in with a"
                            + " role that does not count uses",
                    List.of(id));
        }
        Duration reported = Duration.ofSeconds(body.count("lease_duration"));
        Duration wanted = reported.compareTo(longestLease) < 0 ? reported : longestLease;
        Duration promised = owner.owns(name, reported);
        if (promised.compareTo(wanted) < 0) {
            access.renewFor(owner, wanted, deadline);
            promised = owner.owns(name, reported);
        }
        Duration lasts = promised.compareTo(longestLease) < 0 ? promised : longestLease;
        return Lease.of(name, clock.instant().plus(lasts), owner.accessor());
    }
}
