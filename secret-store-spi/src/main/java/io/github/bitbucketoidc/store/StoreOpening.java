package io.github.bitbucketoidc.store;

import io.github.bitbucketoidc.store.discovery.FactoryFinder;

/** Lets a factory open a store, and turns whatever goes wrong into every problem of the settings at once. */
final class StoreOpening {

    private StoreOpening() {}

    /** Lets a factory read the settings; whatever it opens of values that stand for others is closed. */
    static void check(SecretStoreFactory factory, String type, StoreConfig config) {
        try {
            open(factory, type, config).close();
        } catch (SoundSettings sound) {
            // as it should be
        }
    }

    static SecretStore open(SecretStoreFactory factory, String type, StoreConfig config) {
        SecretStore store;
        try {
            store = factory.open(config);
        } catch (StoreConfigException e) {
            config.notes().addAll(e);
            throw config.notes().refusal();
        } catch (SoundSettings sound) {
            throw sound;
        } catch (RuntimeException e) {
            if (config.notes().excuse()) {
                throw new SoundSettings();
            }
            // After a problem was noted the factory worked with a value that only stands for the right one.
            if (!config.notes().any()) {
                config.problem(
                        "",
                        "the store failed while it was opened: an error of the store, not of the settings",
                        "ask the author of the '" + type + "' store");
            }
            throw refused(config, e);
        } catch (LinkageError e) {
            config.problem(
                    "type",
                    "the '" + type + "' store was built for another version of secret-store-spi",
                    FactoryFinder.UPDATE + ": " + FactoryFinder.origin(factory.getClass()));
            throw refused(config, e);
        }
        if (store == null) {
            config.problem(
                    "",
                    "the store returned nothing when it was opened: an error of the store, not of the settings",
                    "ask the author of the '" + type + "' store");
            throw config.notes().refusal();
        }
        checkOrClose(store, config);
        return store;
    }

    private static void checkOrClose(SecretStore store, StoreConfig config) {
        try {
            config.check();
        } catch (StoreConfigException | SoundSettings e) {
            try {
                store.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private static StoreConfigException refused(StoreConfig config, Throwable behind) {
        StoreConfigException refused = config.notes().refusal();
        refused.initCause(behind);
        return refused;
    }
}
