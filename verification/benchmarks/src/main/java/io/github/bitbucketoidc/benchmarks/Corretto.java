package io.github.bitbucketoidc.benchmarks;

import java.security.Provider;
import java.util.Optional;

/** Amazon Corretto Crypto Provider, if it is there for this platform. */
public final class Corretto {

    /** What is said when it is left out. */
    public static final String MISSING = "Amazon Corretto Crypto Provider is not there for this platform";

    private Corretto() {}

    /**
     * A provider of its own, not installed.
     *
     * @return nothing if it does not work here
     */
    public static Optional<Provider> provider() {
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
