package io.github.bitbucketoidc.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a secret is read: the verified, unchangeable attributes of one Bitbucket step. Immutable; {@code toString}
 * shows the attributes and never the token.
 *
 * @since 0.1.0
 */
public final class Caller {

    private final UUID workspace;
    private final UUID repository;
    private final @Nullable UUID environment;
    private final @Nullable UUID pipeline;
    private final UUID step;
    private final @Nullable SecretValue token;
    private final @Nullable Instant tokenExpires;

    private Caller(Builder builder) {
        this.workspace = builder.workspace;
        this.repository = builder.repository;
        this.environment = builder.environment;
        this.pipeline = builder.pipeline;
        this.step = builder.step;
        this.token = builder.token;
        this.tokenExpires = builder.tokenExpires;
    }

    /**
     * Begins a caller with what every step has.
     *
     * @param workspace the workspace's UUID
     * @param repository the repository's UUID
     * @param step the step's UUID
     * @return a builder
     */
    public static Builder builder(UUID workspace, UUID repository, UUID step) {
        return new Builder(workspace, repository, step);
    }

    /**
     * The workspace.
     *
     * @return its UUID
     */
    public UUID workspace() {
        return workspace;
    }

    /**
     * The repository.
     *
     * @return its UUID
     */
    public UUID repository() {
        return repository;
    }

    /**
     * The deployment environment.
     *
     * @return its UUID; empty for a step that deploys nowhere
     */
    public Optional<UUID> environment() {
        return Optional.ofNullable(environment);
    }

    /**
     * The pipeline.
     *
     * @return its UUID, if the token named it
     */
    public Optional<UUID> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    /**
     * The step.
     *
     * @return its UUID
     */
    public UUID step() {
        return step;
    }

    /**
     * The step's own token, to log in elsewhere as the step. It is a bearer credential: it goes to the login of the system
     * that the store was configured for, and nowhere else.
     *
     * @return the token; empty unless {@link SecretStore#needsCallerToken()}
     */
    public Optional<SecretValue> token() {
        return Optional.ofNullable(token);
    }

    /**
     * When the step's own token ends, by the wall clock.
     *
     * @return its expiry; empty unless {@link SecretStore#needsCallerToken()}
     */
    public Optional<Instant> tokenExpires() {
        return Optional.ofNullable(tokenExpires);
    }

    /**
     * The same caller without its token: for what outlives the request.
     *
     * @return who it is, and no credential
     */
    public Caller withoutToken() {
        return builder(workspace, repository, step)
                .environment(environment)
                .pipeline(pipeline)
                .build();
    }

    @Override
    public String toString() {
        return "Caller[workspace " + workspace + ", repository " + repository
                + (environment == null ? "" : ", environment " + environment)
                + (pipeline == null ? "" : ", pipeline " + pipeline)
                + ", step " + step + "]";
    }

    /** Builds a {@link Caller}. Not thread-safe. */
    public static final class Builder {

        private final UUID workspace;
        private final UUID repository;
        private final UUID step;
        private @Nullable UUID environment;
        private @Nullable UUID pipeline;
        private @Nullable SecretValue token;
        private @Nullable Instant tokenExpires;

        private Builder(UUID workspace, UUID repository, UUID step) {
            this.workspace = Objects.requireNonNull(workspace, "workspace");
            this.repository = Objects.requireNonNull(repository, "repository");
            this.step = Objects.requireNonNull(step, "step");
        }

        /**
         * Sets the deployment environment.
         *
         * @param newEnvironment its UUID, or {@code null} for none
         * @return this
         */
        public Builder environment(@Nullable UUID newEnvironment) {
            this.environment = newEnvironment;
            return this;
        }

        /**
         * Sets the pipeline.
         *
         * @param newPipeline its UUID, or {@code null} for none
         * @return this
         */
        public Builder pipeline(@Nullable UUID newPipeline) {
            this.pipeline = newPipeline;
            return this;
        }

        /**
         * Hands the step's own token over.
         *
         * @param newToken the token
         * @param expires when it ends
         * @return this
         */
        public Builder token(SecretValue newToken, Instant expires) {
            this.token = Objects.requireNonNull(newToken, "newToken");
            this.tokenExpires = Objects.requireNonNull(expires, "expires");
            return this;
        }

        /**
         * Makes the caller.
         *
         * @return the caller
         */
        public Caller build() {
            return new Caller(this);
        }
    }
}
