package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreConfig;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * The settings of a store that reads secrets.
 *
 * @param place where it reads
 * @param names what it may read
 * @param content what it makes of what it reads
 * @param login how it gets its credentials
 */
record ReadingSettings(AwsSettings.Place place, Names names, Content content, Login login) {

    /** Reads them; what is wrong is noted. */
    static ReadingSettings of(StoreConfig config, Service service) {
        AwsSettings settings = new AwsSettings(config);
        AwsSettings.Place place = settings.place();
        Names names = new Names(service, settings.prefix(service), place.region());
        Content content = settings.content();
        Login login = new LoginSettings(config, new RoleArns.Reader(place.region()), true).read();
        if (service == Service.PARAMETER_STORE) {
            settings.needs("", "ssm");
        }
        if (login.usesSts()) {
            settings.needs("login", "sts");
        }
        return new ReadingSettings(place, names, content, login);
    }

    /** Reads what is left to settle when the application made the client. */
    static ReadingSettings ofClient(StoreConfig config, Service service, Region region) {
        AwsSettings settings = new AwsSettings(config);
        AwsSettings.Place place = new AwsSettings.Place(region, Optional.empty(), Optional.empty(), settings.timeOut());
        Names names = new Names(service, settings.prefix(service), region);
        return new ReadingSettings(place, names, settings.content(), new Login.Own(Optional.empty()));
    }

    SecretStore store(Service service, Reads reads, Access access, Calls calls, Runnable closing) {
        return new ReadingStore(service, names, reads, access.isOfCaller(), calls, place.timeOut(), closing);
    }
}
