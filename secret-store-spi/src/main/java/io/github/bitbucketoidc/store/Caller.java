package io.github.bitbucketoidc.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a secret is read: the run of a pipeline, and its verified, unchangeable attributes by their names. A step of Bitbucket has
 * {@code workspace}, {@code repository}, {@code step}, and {@code environment} and {@code pipeline} as far as its token named them, each as a
 * bare lower-case UUID. Another kind of caller has other names, so a store asks for those that it needs and copes without them. Immutable;
 * {@code toString} shows the attributes and never the token.
 *
 * <pre>{@code
 * Caller caller = Caller.builder("job-7").attribute("organization", "acme").build();
 * String who = caller.attribute("repository").or(() -> caller.attribute("organization")).orElse(caller.run());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Caller {

    private final String run;
    private final Map<String, String> attributes;
    private final @Nullable SecretValue token;
    private final @Nullable Instant tokenExpires;

    private Caller(Builder builder) {
        this.run = builder.run;
        this.attributes = Collections.unmodifiableMap(new TreeMap<>(builder.attributes));
        this.token = builder.token;
        this.tokenExpires = builder.tokenExpires;
    }

    /**
     * Begins a caller.
     *
     * @param run the id of the run, such as the UUID of a step
     * @return a builder
     * @throws IllegalArgumentException if the id is blank
     */
    public static Builder builder(String run) {
        return new Builder(run);
    }

    /**
     * Begins a step of Bitbucket with what every step has.
     *
     * @param workspace the workspace's UUID
     * @param repository the repository's UUID
     * @param step the step's UUID, which is the run's id too
     * @return a builder
     */
    public static Builder builder(UUID workspace, UUID repository, UUID step) {
        return builder(step.toString())
                .attribute("workspace", workspace.toString())
                .attribute("repository", repository.toString())
                .attribute("step", step.toString());
    }

    /**
     * The run that asks.
     *
     * @return its id, which no other run of the same issuer has; of a step of Bitbucket its UUID
     */
    public String run() {
        return run;
    }

    /**
     * Everything that is known of the caller.
     *
     * @return the attributes by name, in alphabetical order, unmodifiable
     */
    public Map<String, String> attributes() {
        return attributes;
    }

    /**
     * One attribute.
     *
     * @param name its name, for example {@code repository}
     * @return its text, if the caller has it
     */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /**
     * One attribute that is a UUID.
     *
     * @param name its name, for example {@code repository}
     * @return its UUID; empty if the caller has none of this name, or it is no UUID
     */
    public Optional<UUID> uuid(String name) {
        return attribute(name).flatMap(Caller::uuidOf);
    }

    private static Optional<UUID> uuidOf(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(uuid -> uuid.toString().equals(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    /**
     * The caller's own token, to log in elsewhere as the caller. It is a bearer credential: it goes to the login of the system
     * that the store was configured for, and nowhere else.
     *
     * @return the token; empty unless {@link SecretStore#needsCallerToken()}
     */
    public Optional<SecretValue> token() {
        return Optional.ofNullable(token);
    }

    /**
     * When the caller's own token ends, by the wall clock.
     *
     * @return its expiry; empty unless {@link SecretStore#needsCallerToken()}
     */
    public Optional<Instant> tokenExpires() {
        return Optional.ofNullable(tokenExpires);
    }

    @Override
    public String toString() {
        return attributes.entrySet().stream()
                .map(attribute -> attribute.getKey() + " " + attribute.getValue())
                .collect(Collectors.joining(", ", "Caller[", "]"));
    }

    /** Builds a {@link Caller}. Not thread-safe. */
    public static final class Builder {

        private final String run;
        private final Map<String, String> attributes = new TreeMap<>();
        private @Nullable SecretValue token;
        private @Nullable Instant tokenExpires;

        private Builder(String run) {
            if (run.isBlank()) {
                throw new IllegalArgumentException("run: must not be blank");
            }
            this.run = run;
        }

        /**
         * Adds an attribute.
         *
         * @param name its name: lower-case letters and hyphens
         * @param text its text; nothing that a committer can choose
         * @return this
         * @throws IllegalArgumentException if the name is ill-formed or the text blank
         */
        public Builder attribute(String name, String text) {
            if (name.isEmpty() || !name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-')) {
                throw new IllegalArgumentException("name: lower-case letters and '-'");
            }
            if (text.isBlank()) {
                throw new IllegalArgumentException("text: must not be blank");
            }
            attributes.put(name, text);
            return this;
        }

        /**
         * Adds attributes.
         *
         * @param more their texts by their names
         * @return this
         * @throws IllegalArgumentException if a name is ill-formed or a text blank
         */
        public Builder attributes(Map<String, String> more) {
            more.forEach(this::attribute);
            return this;
        }

        /**
         * Hands the caller's own token over.
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
