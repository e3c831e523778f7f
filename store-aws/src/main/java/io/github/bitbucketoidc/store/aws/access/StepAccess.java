package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.aws.sts.Assumption;
import io.github.bitbucketoidc.store.aws.sts.Sessions;
import io.github.bitbucketoidc.store.aws.sts.Sts;
import io.github.bitbucketoidc.store.support.CallerLogin;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Reads as the step that asks, with the step's own token, so that IAM's policies and AWS's audit log see the step. A step
 * that asks again with the same token uses the same session; what is kept for that is a digest of the token and the session,
 * and only as long as the session lasts.
 */
public final class StepAccess implements Access {

    private final RoleArns roles;
    private final Duration duration;
    private final Sts sts;
    private final Sessions sessions;

    StepAccess(RoleArns roles, Duration duration, Sts sts, Sessions sessions) {
        this.roles = roles;
        this.duration = duration;
        this.sts = sts;
        this.sessions = sessions;
    }

    @Override
    public Optional<AwsCredentials> credentials(Caller caller, Deadline deadline) {
        SecretValue token = CallerLogin.token(caller);
        String role = role(roles, caller, "login.step");
        Assumption wanted = Assumption.forStep(role, caller, duration, Optional.empty());
        return Optional.of(
                sessions.current(CallerLogin.key(token, role), () -> sts.webIdentity(wanted, token, deadline), deadline)
                        .credentials());
    }

    /** The role of a step. */
    public static String role(RoleArns roles, Caller caller, String setting) {
        return roles.of(caller).orElseThrow(() -> CallerLogin.noRole(setting, caller));
    }

    @Override
    public void expired(Caller caller, AwsCredentials credentials) {
        caller.token()
                .ifPresent(token ->
                        sessions.ended(CallerLogin.key(token, role(roles, caller, "login.step")), credentials));
    }

    @Override
    public String identity(Caller caller) {
        return role(roles, caller, "login.step");
    }

    @Override
    public boolean isOfCaller() {
        return true;
    }
}
