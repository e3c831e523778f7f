package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.ClientSettings;
import io.github.bitbucketoidc.store.aws.sts.Sessions;
import io.github.bitbucketoidc.store.aws.sts.Sts;
import io.github.bitbucketoidc.store.aws.sts.StsSetup;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** From the settings of a login to the access that it gives. Makes no call. */
public final class Accesses {

    private Accesses() {}

    public static Access own(Login.Own login) {
        Optional<String> profile = login.profile();
        return new ProviderAccess(
                profile.map(name -> "the profile '" + name + "'").orElse("the SDK's default chain"),
                () -> profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                        .orElseGet(() -> DefaultCredentialsProvider.builder().build()));
    }

    /** For a store that reads; a step's login names its roles here. */
    public static Access of(Login login, ClientSettings clientSettings, SdkHttpClient http, Calls calls, Clock clock) {
        if (login instanceof Login.Own own) {
            return own(own);
        }
        Sts sts = StsSetup.sts(clientSettings, http, calls.timer(), clock);
        Sessions sessions = new Sessions(clock, calls.timer());
        if (login instanceof Login.Role role) {
            return new RoleAccess(own(role.own()), role, sts, sessions);
        }
        Login.Step step = (Login.Step) login;
        return new StepAccess(step.roles().orElseThrow(), step.duration(), sts, sessions);
    }
}
