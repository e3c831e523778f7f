package io.github.bitbucketoidc.store.aws.reading;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.access.ClientAccess;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import software.amazon.awssdk.regions.Region;

/** Opens stores that read with a client of the application. */
public record ClientFactory(Service service, Region region, Maker maker) implements SecretStoreFactory {

    /** Makes what reads. */
    public interface Maker {
        Reads make(ReadingSettings settings, Access access, Calls calls);
    }

    @Override
    public String type() {
        return service == Service.SECRETS_MANAGER ? "aws-secrets-manager" : "aws-parameter-store";
    }

    @Override
    public SecretStore open(StoreConfig config) {
        ReadingSettings settings = ReadingSettings.ofClient(config, service, region);
        config.check(); // nothing below is made of settings that are wrong
        Calls calls = new Calls();
        Access access = new ClientAccess();
        return settings.store(service, maker.make(settings, access, calls), access, calls, () -> {});
    }
}
