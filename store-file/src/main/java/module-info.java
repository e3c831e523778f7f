/**
 * Secrets from files: one JSON or YAML file, or a folder with one file a secret, as Kubernetes mounts them. The store's type
 * is {@code file}; its factory is {@link io.github.bitbucketoidc.store.file.FileStoreFactory}.
 */
@SuppressWarnings("requires-automatic") // the library has names of modules, but no descriptors
module io.github.bitbucketoidc.store.file {
    requires static com.exceptionfactory.jagged;
    requires static com.exceptionfactory.jagged.framework;
    requires static com.exceptionfactory.jagged.x25519;
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires transitive io.github.bitbucketoidc.store;
    requires org.snakeyaml.engine;

    exports io.github.bitbucketoidc.store.file;

    provides io.github.bitbucketoidc.store.SecretStoreFactory with
            io.github.bitbucketoidc.store.file.FileStoreFactory;
}
