package io.github.bitbucketoidc.store.aws.credentials;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.access.AwsSettings;
import io.github.bitbucketoidc.store.aws.access.ClientAccess;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sts.Sts;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Opens stores that make credentials with a client of the application. */
public record ClientCredentialsFactory(StsClient client, Clock clock) implements SecretStoreFactory {

    @Override
    public String type() {
        return "aws-credentials";
    }

    @Override
    public SecretStore open(StoreConfig config) {
        Region region = client.serviceClientConfiguration().region();
        Duration timeOut = new AwsSettings(config).timeOut();
        boolean ofStep = config.has("login");
        if (ofStep && !config.required("login").equals("step")) {
            config.problem("login", "must be step: the application's client has its own login", "or leave it out");
        }
        Map<String, MintedRole> roles = MintedRole.all(config, region, ofStep);
        config.check(); // nothing below is made of settings that are wrong
        Optional<Access> own = ofStep ? Optional.empty() : Optional.of(new ClientAccess());
        return new CredentialsStore(roles, own, new Sts(client, false, clock), new Calls(), timeOut, () -> {});
    }
}
