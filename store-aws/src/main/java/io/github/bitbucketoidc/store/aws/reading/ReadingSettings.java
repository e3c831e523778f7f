package io.github.bitbucketoidc.store.aws.reading;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.access.AwsSettings;
import io.github.bitbucketoidc.store.aws.access.Login;
import io.github.bitbucketoidc.store.aws.access.LoginSettings;
import io.github.bitbucketoidc.store.aws.access.RoleArns;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.ClientSettings;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * The settings of a store that reads secrets.
 *
 * @param clientSettings where it reads, and how long that may take
 * @param names what it may read
 * @param content what it makes of what it reads
 * @param login how it gets its credentials
 */
public record ReadingSettings(ClientSettings clientSettings, Names names, Content content, Login login) {

    /** Reads them; what is wrong is noted. */
    public static ReadingSettings of(StoreConfig config, Service service) {
        AwsSettings settings = new AwsSettings(config);
        ClientSettings clientSettings = settings.clientSettings();
        Names names = Names.of(config, service, clientSettings.region());
        Content content = Content.of(config);
        Login login = new LoginSettings(config, new RoleArns.Reader(clientSettings.region()), true).read();
        settings.checkConfiguredEndpoints(Optional.of(service), clientSettings, login);
        if (service == Service.PARAMETER_STORE) {
            settings.needs("", "ssm");
        }
        if (login.usesSts()) {
            settings.needs("login", "sts");
        }
        return new ReadingSettings(clientSettings, names, content, login);
    }

    /** Reads what is left to settle when the application made the client. */
    static ReadingSettings ofClient(StoreConfig config, Service service, Region region) {
        AwsSettings settings = new AwsSettings(config);
        ClientSettings clientSettings =
                new ClientSettings(region, Optional.empty(), Optional.empty(), settings.timeOut());
        Names names = Names.of(config, service, region);
        return new ReadingSettings(clientSettings, names, Content.of(config), new Login.Own(Optional.empty()));
    }

    public SecretStore store(Service service, Reads reads, Access access, Calls calls, Runnable closing) {
        return new ReadingStore(service, names, reads, access.isOfCaller(), calls, clientSettings.timeOut(), closing);
    }
}
