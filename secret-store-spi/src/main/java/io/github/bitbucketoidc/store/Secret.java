package io.github.bitbucketoidc.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds under one id: a whole text, named fields, or both spellings of the same thing (a JSON document and its
 * members). Immutable and thread-safe; {@code toString} shows no value.
 *
 * <pre>{@code
 * Secret text = Secret.ofText(SecretValue.of("correct horse"));
 * Secret fields = Secret.ofFields(Map.of("user", SecretValue.of("ci"), "password", SecretValue.of("battery staple")))
 *         .withVersion("7");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Secret {

    private final @Nullable SecretValue text;
    private final Function<SecretValue, Map<String, SecretValue>> parser;
    private final @Nullable String version;
    private final @Nullable Lease lease;
    private final Set<String> malformedFields;
    private volatile @Nullable Map<String, SecretValue> fields;

    private Secret(
            @Nullable SecretValue text,
            Function<SecretValue, Map<String, SecretValue>> parser,
            @Nullable Map<String, SecretValue> fields,
            Set<String> malformedFields,
            @Nullable String version,
            @Nullable Lease lease) {
        this.text = text;
        this.parser = parser;
        this.fields = fields;
        this.malformedFields = malformedFields;
        this.version = version;
        this.lease = lease;
    }

    /**
     * A secret that is one text and has no fields.
     *
     * @param text the whole value
     * @return the secret
     */
    public static Secret ofText(SecretValue text) {
        return new Secret(Objects.requireNonNull(text, "text"), whole -> Map.of(), Map.of(), Set.of(), null, null);
    }

    /**
     * A secret that is one text, in which fields can be found.
     *
     * @param text the whole value
     * @param parser finds the fields, called only when they are asked for; it throws {@link SecretStoreException} with
     *     {@link SecretStoreException.Kind#MALFORMED} when the text has none. Any other exception of its becomes one of
     *     these without its message, which may quote the text
     * @return the secret
     */
    public static Secret ofText(SecretValue text, Function<SecretValue, Map<String, SecretValue>> parser) {
        return new Secret(
                Objects.requireNonNull(text, "text"),
                Objects.requireNonNull(parser, "parser"),
                null,
                Set.of(),
                null,
                null);
    }

    /**
     * A secret that has fields only.
     *
     * @param fields values by field name; copied
     * @return the secret
     * @throws NullPointerException if a name or a value is {@code null}
     */
    public static Secret ofFields(Map<String, SecretValue> fields) {
        return new Secret(null, whole -> Map.of(), copy(fields), Set.of(), null, null);
    }

    /**
     * A secret that has fields only, some of which hold what cannot be delivered, for example a number.
     *
     * @param fields values by field name; copied
     * @param malformedFields the names of fields that are there but are no text; none of them among {@code fields}; copied
     * @return the secret
     * @throws IllegalArgumentException if a name is in both
     * @throws NullPointerException if a name or a value is {@code null}
     */
    public static Secret ofFields(Map<String, SecretValue> fields, Set<String> malformedFields) {
        Map<String, SecretValue> texts = copy(fields);
        if (texts.keySet().stream().anyMatch(malformedFields::contains)) {
            throw new IllegalArgumentException("malformedFields: a field is either a text or malformed");
        }
        return new Secret(null, whole -> Map.of(), texts, Set.copyOf(malformedFields), null, null);
    }

    private static Map<String, SecretValue> copy(Map<String, SecretValue> fields) {
        Map<String, SecretValue> copy = new LinkedHashMap<>();
        fields.forEach((name, value) -> copy.put(
                Objects.requireNonNull(name, "name of a field"), Objects.requireNonNull(value, "value of a field")));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The same secret with the version that the store says it is.
     *
     * @param newVersion as the store names it; shown in audit events, so never a secret
     * @return a new secret
     */
    public Secret withVersion(String newVersion) {
        return new Secret(
                text, parser, fields, malformedFields, Objects.requireNonNull(newVersion, "newVersion"), lease);
    }

    /**
     * The same secret with the lease that it was made under.
     *
     * @param newLease the lease
     * @return a new secret
     */
    public Secret withLease(Lease newLease) {
        return new Secret(text, parser, fields, malformedFields, version, Objects.requireNonNull(newLease, "newLease"));
    }

    /**
     * The same secret, of whose fields some hold what cannot be delivered, for example a number in a JSON document.
     *
     * @param names the names of fields that are there but are no text; copied. {@link #fields()} must not hold them
     * @return a new secret
     */
    public Secret withMalformedFields(Set<String> names) {
        return new Secret(text, parser, fields, Set.copyOf(names), version, lease);
    }

    /**
     * The whole value.
     *
     * @return the text, or empty if the secret has fields only
     */
    public Optional<SecretValue> text() {
        return Optional.ofNullable(text);
    }

    /**
     * The fields, parsed when first asked for.
     *
     * @return values by field name in a stable order, unmodifiable; empty if the secret has none
     * @throws SecretStoreException with kind MALFORMED if the text should have fields but cannot be read
     */
    public Map<String, SecretValue> fields() {
        Map<String, SecretValue> known = fields;
        if (known == null) {
            known = parsed(Objects.requireNonNull(text));
            fields = known;
        }
        return known;
    }

    private Map<String, SecretValue> parsed(SecretValue whole) {
        try {
            return copy(parser.apply(whole));
        } catch (SecretStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            // Neither its message nor itself: parsers quote what they could not read, which is the secret here.
            throw new SecretStoreException(
                    SecretStoreException.Kind.MALFORMED,
                    "the fields of a secret cannot be read: its parser failed with "
                            + e.getClass().getSimpleName(),
                    List.of());
        }
    }

    /**
     * The fields that are there and hold no text. Whoever needs one of them, or all fields, must refuse the secret as
     * malformed: such a field is neither absent nor empty.
     *
     * @return the names, unmodifiable; often none
     */
    public Set<String> malformedFields() {
        return malformedFields;
    }

    /**
     * Which version this is.
     *
     * @return the store's name for it, if it has one
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * The lease that the secret was made under.
     *
     * @return the lease; empty for a secret that does not end by itself
     */
    public Optional<Lease> lease() {
        return Optional.ofNullable(lease);
    }

    @Override
    public String toString() {
        return "Secret[redacted" + (version == null ? "" : ", version " + version) + "]";
    }
}
