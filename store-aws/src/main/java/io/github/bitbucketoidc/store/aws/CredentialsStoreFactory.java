package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.aws.access.AwsSettings;
import io.github.bitbucketoidc.store.aws.access.Login;
import io.github.bitbucketoidc.store.aws.access.LoginSettings;
import io.github.bitbucketoidc.store.aws.access.RoleArns;
import io.github.bitbucketoidc.store.aws.credentials.CredentialsSetup;
import io.github.bitbucketoidc.store.aws.credentials.MintedRole;
import io.github.bitbucketoidc.store.aws.sdk.ClientSettings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Opens stores of type {@code aws-credentials}, which make AWS credentials for one step. Needs the artifact
 * {@code software.amazon.awssdk:sts}, which does not come with this one.
 *
 * <pre class="yaml">{@code
 * stores:
 *   minted:
 *     type: aws-credentials
 *     region: eu-central-1
 *     roles:
 *       deploy:
 *         arn: "arn:aws:iam::123456789012:role/deploy"
 *         duration: 15m
 *         session-policy: { file: deploy.json }
 * }</pre>
 *
 * <p>A delivery {@code "AWS_*": minted:deploy} gives a step {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY},
 * {@code AWS_SESSION_TOKEN} and {@code AWS_REGION}. All settings stand in {@code docs/aws.md}. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class CredentialsStoreFactory implements SecretStoreFactory {

    /** Made by {@link java.util.ServiceLoader}, or by an application that opens stores itself. */
    public CredentialsStoreFactory() {}

    /**
     * The word for the policy file.
     *
     * @return {@code aws-credentials}
     */
    @Override
    public String type() {
        return "aws-credentials";
    }

    /**
     * Opens a store; it looks for credentials of its own when it is first read.
     *
     * @param config the settings
     * @return a new store
     * @throws StoreConfigException if the settings are wrong, with every problem
     */
    @Override
    public SecretStore open(StoreConfig config) {
        AwsSettings settings = new AwsSettings(config);
        ClientSettings clientSettings = settings.clientSettings();
        Login login = new LoginSettings(config, new RoleArns.Reader(clientSettings.region()), false).read();
        Map<String, MintedRole> roles = MintedRole.all(config, clientSettings.region(), login instanceof Login.Step);
        settings.checkConfiguredEndpoints(Optional.empty(), clientSettings, login);
        settings.needs("", "sts");
        config.check(); // nothing below is made of settings that are wrong
        return CredentialsSetup.open(clientSettings, login, roles, Clock.systemUTC());
    }
}
