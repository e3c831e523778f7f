package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretPath;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a policy says that a value is: {@code store:path[@version][#field]}. Immutable, a value, thread-safe.
 *
 * <p>Of several {@code @} the last one counts, and a literal one is {@code @@}. {@code {workspace}}, {@code {repository}} and
 * {@code {environment}} may each stand for a whole segment of the path; they are filled with the UUID that the step's token
 * proved, in lower case and without braces, and never with text that a committer can choose (attack row R17).
 *
 * <pre>{@code
 * SecretRef hub = SecretRef.parse("vault:secret/cerbos/hub#client_id");
 * SecretRef own = SecretRef.parse("local:repositories/{repository}/env");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SecretRef {

    private final String store;
    private final String path;
    private final @Nullable String version;
    private final @Nullable String field;
    private final Set<ClaimWord> placeholders;
    // A cache of what never changes; threads that race write the same value.
    private @Nullable SecretId constant;

    SecretRef(
            String store, String path, @Nullable String version, @Nullable String field, Set<ClaimWord> placeholders) {
        this.store = store;
        this.path = path;
        this.version = version;
        this.field = field;
        this.placeholders = placeholders;
    }

    /**
     * Reads a reference.
     *
     * @param text {@code store:path[@version][#field]}
     * @return the reference
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    public static SecretRef parse(String text) {
        return new SecretRefParser(text).parse();
    }

    /**
     * The store's name in the policy.
     *
     * @return what stands before the first colon
     */
    public String store() {
        return store;
    }

    /**
     * The path, with its placeholders if there are any.
     *
     * @return for example {@code secret/{repository}/env}; a literal {@code @} is single
     */
    public String path() {
        return path;
    }

    /**
     * Which version or stage.
     *
     * @return empty for the current one
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * Which field of the secret.
     *
     * @return empty for the whole value
     */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /**
     * Which claims fill the path.
     *
     * @return some of workspace, repository and environment; empty for a constant path
     */
    public Set<ClaimWord> placeholders() {
        return placeholders;
    }

    /**
     * The secret that is meant for one step.
     *
     * @param uuids gives the UUID for each of {@link #placeholders()}; asked for nothing else
     * @return the secret's id inside its store
     */
    public SecretId secret(Function<ClaimWord, UUID> uuids) {
        if (!placeholders.isEmpty()) {
            String filled = path;
            for (ClaimWord word : placeholders) {
                // A UUID holds no brace, so one filling cannot make another.
                filled = filled.replace(
                        "{" + word.word() + "}", uuids.apply(word).toString());
            }
            return id(filled);
        }
        SecretId known = constant;
        if (known == null) {
            known = id(path);
            constant = known;
        }
        return known;
    }

    private SecretId id(String filled) {
        return new SecretId(SecretPath.of(filled), version());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretRef ref
                && ref.path.equals(path)
                && ref.store.equals(store)
                && Objects.equals(ref.field, field)
                && Objects.equals(ref.version, version)
                && ref.placeholders.equals(placeholders);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /**
     * How a policy file writes it.
     *
     * @return a text that {@link #parse(String)} reads as an equal reference
     */
    @Override
    public String toString() {
        return store + ":" + path.replace("@", "@@") + (version == null ? "" : "@" + version)
                + (field == null ? "" : "#" + field);
    }
}
