package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.aws.sts.Assumption;
import io.github.bitbucketoidc.store.aws.sts.Sessions;
import io.github.bitbucketoidc.store.aws.sts.Sts;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Reads with a role that the provider takes on: one session for all requests, replaced shortly before its end. */
public final class RoleAccess implements Access {

    private final Access own;
    private final Assumption role;
    private final Sts sts;
    private final Sessions sessions;

    public RoleAccess(Access own, Login.Role role, Sts sts, Sessions sessions) {
        this.own = own;
        this.role = new Assumption(
                role.role().text(), "bitbucket-oidc", role.duration(), Optional.empty(), role.externalId(), Map.of());
        this.sts = sts;
        this.sessions = sessions;
    }

    @Override
    public Optional<AwsCredentials> credentials(Caller caller, Deadline deadline) {
        return Optional.of(sessions.current(
                        role.role(),
                        () -> own.call(caller, deadline, provider -> sts.assumeRole(role, provider, deadline)),
                        deadline)
                .credentials());
    }

    @Override
    public void expired(Caller caller, AwsCredentials credentials) {
        sessions.ended(role.role(), credentials);
    }

    @Override
    public String identity(Caller caller) {
        return role.role();
    }

    @Override
    public void close() {
        own.close();
    }
}
