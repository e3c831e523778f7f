package io.github.bitbucketoidc.store.aws.credentials;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.access.StepAccess;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sts.Assumption;
import io.github.bitbucketoidc.store.aws.sts.Session;
import io.github.bitbucketoidc.store.aws.sts.Sts;
import io.github.bitbucketoidc.store.support.CallerLogin;
import io.github.bitbucketoidc.store.support.Failures;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Makes AWS credentials for the step that asks, anew for each answer: no two steps ever share a session. Its secrets are the
 * names of the roles in the settings.
 */
final class CredentialsStore implements SecretStore {

    private static final System.Logger log = System.getLogger(CredentialsStore.class.getPackageName());

    private final Map<String, MintedRole> roles;
    private final Optional<Access> own;
    private final Sts sts;
    private final Calls calls;
    private final Duration timeOut;
    private final Runnable closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Without access of its own, the provider lets each step's token speak for it. */
    CredentialsStore(
            Map<String, MintedRole> roles,
            Optional<Access> own,
            Sts sts,
            Calls calls,
            Duration timeOut,
            Runnable closing) {
        this.roles = Map.copyOf(roles);
        this.own = own;
        this.sts = sts;
        this.calls = calls;
        this.timeOut = timeOut;
        this.closing = closing;
    }

    private record Minted(SecretId id, Secret secret) {}

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        Deadline deadline = request.deadline().atMost(timeOut);
        List<Supplier<Minted>> plan = new ArrayList<>();
        for (SecretId id : request.ids()) {
            MintedRole role = roles.get(id.path().toString());
            if (role != null) {
                checkNoVersion(id);
                plan.add(() -> mint(id, role, request.caller(), deadline));
            }
        }
        Map<SecretId, Secret> found = new LinkedHashMap<>();
        calls.all(plan, deadline).forEach(minted -> found.put(minted.id(), minted.secret()));
        return found;
    }

    private static void checkNoVersion(SecretId id) {
        if (id.version().isPresent()) {
            throw Failures.misconfigured("credentials that are made anew have no versions", List.of(id));
        }
    }

    private Minted mint(SecretId id, MintedRole role, Caller caller, Deadline deadline) {
        try {
            String arn = StepAccess.role(role.role(), caller, "roles." + id.path());
            Optional<String> policy = role.policy().map(SessionPolicy::now);
            Assumption wanted =
                    Assumption.forStep(arn, caller, role.duration(), policy).withExternalId(role.externalId());
            Session session = own.map(access -> access.call(
                            caller,
                            deadline,
                            credentials -> sts.assumeRole(wanted.withTagsOf(caller), credentials, deadline)))
                    .orElseGet(() -> sts.webIdentity(wanted, CallerLogin.token(caller), deadline));
            return new Minted(id, secret(session, role, arn));
        } catch (SecretStoreException failure) {
            throw Failures.copy(failure, List.of(id));
        } catch (RuntimeException failure) {
            throw AwsErrors.translate("STS", failure, List.of(id));
        }
    }

    private static Secret secret(Session session, MintedRole role, String arn) {
        Map<String, SecretValue> fields = new LinkedHashMap<>();
        fields.put("ACCESS_KEY_ID", SecretValue.of(session.credentials().accessKeyId()));
        fields.put("SECRET_ACCESS_KEY", SecretValue.of(session.credentials().secretAccessKey()));
        fields.put("SESSION_TOKEN", SecretValue.of(session.credentials().sessionToken()));
        fields.put("REGION", SecretValue.of(role.region()));
        return Secret.ofFields(fields).withLease(Lease.of(session.arn(), session.expires(), Optional.of(arn)));
    }

    @Override
    public Optional<String> validate(SecretReference reference) {
        SecretId id = reference.id();
        if (!roles.containsKey(id.path().toString())) {
            return Optional.of("its settings have no role of this name; there are "
                    + String.join(", ", new TreeSet<>(roles.keySet())));
        }
        return id.version().map(version -> "credentials that are made anew have no versions");
    }

    /**
     * Does nothing but say so: AWS cannot end one session before its time, and an answer that failed has delivered none.
     *
     * @param lease the session
     * @param caller the step that it was made for
     */
    @Override
    public void revoke(Lease lease, Caller caller) {
        log.log(Level.INFO, "{0} cannot be ended before its time; it lasts until {1}", lease.id(), lease.expires());
    }

    @Override
    public StoreHealth health() {
        return calls.health();
    }

    @Override
    public boolean needsCallerToken() {
        return own.isEmpty();
    }

    @Override
    public Sharing sharing() {
        return Sharing.CALLER;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.close();
            own.ifPresent(Access::close);
            sts.close();
            closing.run();
        }
    }

    @Override
    public String toString() {
        return "AWS credentials" + roles.keySet();
    }
}
