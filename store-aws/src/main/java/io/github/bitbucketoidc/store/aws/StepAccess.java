package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Reads as the step that asks, with the step's own token, so that IAM's policies and AWS's audit log see the step. A step
 * that asks again with the same token uses the same session; what is kept for that is a digest of the token and the session,
 * and only as long as the session lasts.
 */
final class StepAccess implements Access {

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
        SecretValue token = token(caller);
        String role = role(roles, caller, "login.step");
        Assumption wanted = Assumption.forStep(role, caller, duration, Optional.empty());
        return Optional.of(
                sessions.current(digest(token, role), () -> sts.webIdentity(wanted, token, deadline), deadline)
                        .credentials());
    }

    /** The step's own token, which the provider hands over to a store that asks for it. */
    static SecretValue token(Caller caller) {
        return caller.token()
                .orElseThrow(() -> Failures.misconfigured(
                        "login.step: the provider did not hand over the step's token", List.of()));
    }

    /** The role of a step. */
    static String role(RoleArns roles, Caller caller, String setting) {
        return roles.of(caller)
                .orElseThrow(() -> Failures.denied(
                        setting + ": no role for repository " + caller.repository()
                                + (caller.environment().isPresent() ? "" : ", which deploys to no environment"),
                        List.of()));
    }

    private static String digest(SecretValue token, String role) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((role + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(token.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public void expired(Caller caller, AwsCredentials credentials) {
        caller.token()
                .ifPresent(token -> sessions.ended(digest(token, role(roles, caller, "login.step")), credentials));
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
