package io.github.bitbucketoidc.store;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a policy delivers, as a store sees it when the policy is loaded: which secret, and which part of it. Immutable, a value.
 *
 * @since 0.1.0
 */
public final class SecretReference {

    private final SecretId id;
    private final Optional<String> field;
    private final boolean everyField;
    private final boolean template;

    private SecretReference(SecretId id, Optional<String> field, boolean everyField, boolean template) {
        this.id = Objects.requireNonNull(id, "id");
        this.field = Objects.requireNonNull(field, "field");
        this.everyField = everyField;
        this.template = template;
    }

    /**
     * The whole value of a secret.
     *
     * @param id the secret
     * @return a reference that names no field
     */
    public static SecretReference to(SecretId id) {
        return new SecretReference(id, Optional.empty(), false, false);
    }

    /**
     * The same secret, of which one field is delivered.
     *
     * @param name the field
     * @return a reference to it
     */
    public SecretReference withField(String name) {
        return new SecretReference(id, Optional.of(name), false, template);
    }

    /**
     * The same secret, of which every field is delivered: the variable's name holds a {@code *}.
     *
     * @return a reference to all of its fields
     */
    public SecretReference withEveryField() {
        return new SecretReference(id, Optional.empty(), true, template);
    }

    /**
     * The same reference, whose path holds samples of UUIDs that each step fills in: the path is right in form, and no secret
     * of this very name need be there.
     *
     * @return a reference that is a template
     */
    public SecretReference asTemplate() {
        return new SecretReference(id, field, everyField, true);
    }

    /**
     * The secret.
     *
     * @return its id
     */
    public SecretId id() {
        return id;
    }

    /**
     * The field that is delivered.
     *
     * @return its name; empty for the whole value and for {@linkplain #everyField() every field}
     */
    public Optional<String> field() {
        return field;
    }

    /**
     * Whether every field of the secret is delivered.
     *
     * @return {@code true} if the variable's name holds a {@code *}
     */
    public boolean everyField() {
        return everyField;
    }

    /**
     * Whether the UUIDs in the path are samples.
     *
     * @return {@code true} if each step has a path of its own
     */
    public boolean isTemplate() {
        return template;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretReference reference
                && reference.id.equals(id)
                && reference.field.equals(field)
                && reference.everyField == everyField
                && reference.template == template;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, field, everyField, template);
    }

    /** As a policy writes it, without the store: {@code path@version#field}. */
    @Override
    public String toString() {
        return id + field.map(name -> "#" + name).orElse("");
    }
}
