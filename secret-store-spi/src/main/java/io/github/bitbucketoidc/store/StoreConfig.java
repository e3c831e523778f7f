package io.github.bitbucketoidc.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one store, as a policy file holds them under the store's name, without {@code type}.
 *
 * <p>A factory asks for each of its settings with the method of the right type and goes on as if all were well: what is
 * wrong is noted, and a harmless value is returned in its place. When the factory has returned, {@link SecretStores#open}
 * calls {@link #check()}, which refuses everything that was noted and every key that nobody asked for, all at once.
 *
 * <p>A setting with one value may stand elsewhere: <code>{ env: NAME }</code> names an environment variable and
 * <code>{ file: PATH }</code> a text file of at most 64 KiB, of which one final newline is removed. Credentials must.
 *
 * <pre>{@code
 * public SecretStore open(StoreConfig config) {
 *     return new ExampleStore(
 *             config.required("role"),
 *             config.duration("time-out", Duration.ofSeconds(5)),
 *             config.secret("token"));
 * }
 * }</pre>
 *
 * <p>The settings never change; what is asked for and noted is kept beside them. Thread-safe. {@code toString} shows keys
 * only, and no message shows a value.
 *
 * @since 0.1.0
 */
public final class StoreConfig {

    private final String keyPath;
    private final Map<String, Object> settings;
    private final SettingReference.Places places;
    private final ConfigNotes notes;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, StoreConfig> sections = Collections.synchronizedMap(new LinkedHashMap<>());
    private final @Nullable StoreConfig parent;

    private StoreConfig(
            String keyPath,
            Map<String, Object> settings,
            SettingReference.Places places,
            ConfigNotes notes,
            @Nullable StoreConfig parent) {
        this.keyPath = keyPath;
        this.settings = settings;
        this.places = places;
        this.notes = notes;
        this.parent = parent;
    }

    /**
     * Settings that were read from somewhere.
     *
     * @param settings by key: texts, whole numbers, {@code Double}, {@code Boolean}, and lists and maps of these; copied. A
     *     {@code null} is a key that was written without a value
     * @param baseDirectory where relative paths begin: the folder of the policy file
     * @param environment finds an environment variable; {@code null} when it is not set
     * @return the settings
     * @throws IllegalArgumentException if a value is of any other class
     */
    public static StoreConfig of(
            Map<String, ?> settings, Path baseDirectory, Function<String, @Nullable String> environment) {
        Objects.requireNonNull(baseDirectory, "baseDirectory");
        Objects.requireNonNull(environment, "environment");
        return new StoreConfig(
                "",
                SettingValue.copy("", Objects.requireNonNull(settings, "settings")),
                new SettingReference.Places(baseDirectory, environment),
                new ConfigNotes(),
                null);
    }

    /**
     * Settings whose relative paths begin at the working directory, with the environment of this process.
     *
     * @param settings by key; see {@link #of(Map, Path, Function)}
     * @return the settings
     * @throws IllegalArgumentException if a value is of a class that is no setting
     */
    public static StoreConfig of(Map<String, ?> settings) {
        return of(settings, Path.of("").toAbsolutePath(), System::getenv);
    }

    /** The same settings with nothing asked for and nothing noted, so that one definition can be opened many times. */
    StoreConfig fresh() {
        return new StoreConfig(keyPath, settings, places, new ConfigNotes(), null);
    }

    ConfigNotes notes() {
        return notes;
    }

    private Optional<Setting> setting(String key) {
        known.add(Objects.requireNonNull(key, "key"));
        Object value = settings.get(key);
        return value == null
                ? Optional.empty()
                : Optional.of(new Setting(SettingValue.join(keyPath, key), value, places, notes));
    }

    /**
     * A text that must be there; that it is not, or is empty, is noted.
     *
     * @param key the key
     * @return the text; an empty one stands for what was noted
     */
    public String required(String key) {
        Optional<Setting> setting = setting(key);
        if (setting.isEmpty()) {
            problem(key, "is missing", "add " + key + ": ...");
        }
        return setting.flatMap(Setting::text).orElse("");
    }

    /**
     * A text that may be there; that it is there and empty is noted.
     *
     * @param key the key
     * @return the text
     */
    public Optional<String> optional(String key) {
        return setting(key).flatMap(Setting::text);
    }

    /**
     * A duration of at most 365 days, written as a number and a unit: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h},
     * {@code 7d}.
     *
     * @param key the key
     * @param fallback what holds when the key is not there
     * @return the duration, not negative
     */
    public Duration duration(String key, Duration fallback) {
        Objects.requireNonNull(fallback, "fallback");
        return setting(key).flatMap(Setting::duration).orElse(fallback);
    }

    /**
     * A complete address, with a scheme and without a user name or password in it.
     *
     * @param key the key
     * @return the address
     */
    public Optional<URI> uri(String key) {
        return setting(key).flatMap(Setting::uri);
    }

    /**
     * A file or folder; a relative path begins at the folder of the policy file. Whether it exists is not looked at.
     *
     * @param key the key
     * @return the path
     */
    public Optional<Path> path(String key) {
        return setting(key).flatMap(Setting::path);
    }

    /**
     * Yes or no, written as {@code true} or {@code false}.
     *
     * @param key the key
     * @param fallback what holds when the key is not there
     * @return the setting
     */
    public boolean flag(String key, boolean fallback) {
        return setting(key).flatMap(Setting::flag).orElse(fallback);
    }

    /**
     * A whole number.
     *
     * @param key the key
     * @param fallback what holds when the key is not there
     * @param min the smallest that is accepted
     * @param max the largest that is accepted
     * @return the number
     * @throws IllegalArgumentException if the fallback is not from {@code min} to {@code max}
     */
    public int integer(String key, int fallback, int min, int max) {
        if (fallback < min || fallback > max) {
            throw new IllegalArgumentException("fallback: must be from " + min + " to " + max + ", was " + fallback);
        }
        return setting(key).flatMap(setting -> setting.integer(min, max)).orElse(fallback);
    }

    /**
     * A list of texts; that it is there and empty, or holds anything but texts, is noted.
     *
     * @param key the key
     * @return the texts in their order, unmodifiable; empty when the key is not there
     */
    public List<String> list(String key) {
        return setting(key).flatMap(Setting::list).orElse(List.of());
    }

    /**
     * Settings of their own under one key.
     *
     * @param key the key
     * @return the settings, whose problems and unknown keys count with those of the whole
     */
    public Optional<StoreConfig> section(String key) {
        return setting(key).flatMap(Setting::section).map(map -> child(key, map));
    }

    /**
     * Named settings under one key, for example several logins by their names.
     *
     * @param key the key
     * @return the settings by name in their order, unmodifiable; empty when the key is not there
     */
    public Map<String, StoreConfig> sections(String key) {
        return section(key).map(StoreConfig::children).orElse(Map.of());
    }

    private Map<String, StoreConfig> children() {
        Map<String, StoreConfig> children = new LinkedHashMap<>();
        for (String name : settings.keySet()) {
            section(name).ifPresent(child -> children.put(name, child));
        }
        return Collections.unmodifiableMap(children);
    }

    private StoreConfig child(String key, Map<?, ?> map) {
        String childPath = SettingValue.join(keyPath, key);
        return sections.computeIfAbsent(
                key, k -> new StoreConfig(childPath, SettingValue.copy(childPath, map), places, notes, this));
    }

    /**
     * A credential, which must stand elsewhere: <code>{ env: NAME }</code> or <code>{ file: PATH }</code>. It is read once
     * here, so that a missing one is a problem of the settings, and again at each call of the supplier, so that a changed
     * file needs no restart.
     *
     * @param key the key
     * @return what reads the credential; it throws {@link SecretStoreException} with kind MISCONFIGURED when it can no
     *     longer be read. Empty when the key is not there
     */
    public Optional<Supplier<SecretValue>> secret(String key) {
        return setting(key).map(Setting::secret);
    }

    /**
     * Every key that is there. Looking at them does not make them known; see {@link #check()}.
     *
     * @return the keys in their order, unmodifiable
     */
    public Set<String> keys() {
        return settings.keySet();
    }

    /**
     * Whether a key is there. The key is known from then on.
     *
     * @param key the key
     * @return {@code true} if it was written, whatever its value
     */
    public boolean has(String key) {
        return setting(key).isPresent();
    }

    /**
     * Whether a key holds settings of its own, so that a store can take a setting in a short form and in a long one:
     * {@code role: deploy} or <code>role: { name: deploy, ... }</code>. A reference such as <code>{ file: PATH }</code> is a
     * section too. The key is known from then on.
     *
     * @param key the key
     * @return {@code false} if the key is not there, or holds one value or a list
     */
    public boolean isSection(String key) {
        known.add(Objects.requireNonNull(key, "key"));
        return settings.get(key) instanceof Map;
    }

    /**
     * Notes what the store itself finds wrong.
     *
     * @param key the key that is wrong; empty for the settings as a whole
     * @param message what is wrong; never the value of a credential
     * @param hint how to mend it; may be empty
     */
    public void problem(String key, String message, String hint) {
        notes.add(SettingValue.join(keyPath, key), message, hint);
    }

    /**
     * Refuses the settings if anything was noted so far or a key was asked for by nobody, in any section. A factory may call
     * it when it has asked for everything, to go no further with settings that are wrong; it is called again after
     * {@link SecretStoreFactory#open} in any case.
     *
     * @throws StoreConfigException with everything that is wrong
     */
    public void check() {
        if (parent != null) {
            parent.check();
            return;
        }
        noteUnknownKeys();
        if (notes.any()) {
            throw new StoreConfigException(notes.all());
        }
    }

    private void noteUnknownKeys() {
        for (String key : settings.keySet()) {
            StoreConfig section = sections.get(key);
            if (!known.contains(key)) {
                String hint = Suggestions.nearest(key, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse(
                                known.isEmpty()
                                        ? "nothing is set here"
                                        : "known are: "
                                                + String.join(
                                                        ", ",
                                                        known.stream().sorted().toList()));
                problem(key, "is not a known key", hint);
            } else if (section != null) {
                section.noteUnknownKeys();
            }
        }
    }

    /**
     * Whether both hold the same settings, with relative paths beginning at the same folder. What was asked for or noted
     * plays no part.
     *
     * @param other the other settings
     * @return {@code true} if a store opened from either would be set up in the same way
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreConfig config
                && config.settings.equals(settings)
                && config.places.baseDirectory().equals(places.baseDirectory());
    }

    @Override
    public int hashCode() {
        return Objects.hash(settings, places.baseDirectory());
    }

    /**
     * The keys, and no value.
     *
     * @return for example {@code StoreConfig[address, login]}
     */
    @Override
    public String toString() {
        return "StoreConfig[" + String.join(", ", settings.keySet()) + "]";
    }
}
