package io.github.bitbucketoidc.benchmarks;

import java.security.Provider;
import java.util.Optional;

/** Amazon Corretto Crypto Provider, if it is there for this platform. */
final class Corretto {

    static final String MISSING = "Amazon Corretto Crypto Provider is not there for this platform";

    private Corretto() {}

    static Optional<Provider> provider() {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Provider provider = (Provider) type.getDeclaredConstructor().newInstance();
            type.getMethod("assertHealthy").invoke(provider);
            return Optional.of(provider);
        } catch (ReflectiveOperationException | LinkageError missing) {
            return Optional.empty();
        }
    }
}
