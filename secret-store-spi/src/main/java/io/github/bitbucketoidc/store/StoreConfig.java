package io.github.bitbucketoidc.store;

import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.FilePermissions;
import io.github.bitbucketoidc.store.settings.DurationText;
import io.github.bitbucketoidc.store.settings.SettingReference;
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
 * <code>{ file: PATH }</code> a text file of at most 64 KiB, of which one final newline is removed. Credentials must. The
 * file of a credential may be read by nobody else, that of another setting and its folder may be written by nobody else, unless it
 * says <code>{ file: PATH, permissions: any }</code>.
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
 * <p>The settings never change; what is asked for and noted is kept beside them. Thread-safe. No message shows a value.
 *
 * @since 0.1.0
 */
public final class StoreConfig {

    private final ConfigSection section;

    private StoreConfig(ConfigSection section) {
        this.section = section;
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
        var context = SettingReference.Context.unbounded(baseDirectory, environment);
        return new StoreConfig(ConfigSection.top(settings, context));
    }

    /**
     * Settings whose relative paths begin at the working directory, with the environment of this process.
     *
     * @param settings by key; see {@link #of(Map, Path, Function)}
     * @return the settings, with the same errors
     */
    public static StoreConfig of(Map<String, ?> settings) {
        return of(settings, Path.of("").toAbsolutePath(), System::getenv);
    }

    /**
     * The same settings, which may point only to what somebody else allows: the files, variables and addresses that they name are
     * held against the bounds when a store asks for them, and what is outside is noted as any other problem.
     *
     * @param bounds what is allowed
     * @return the settings within bounds
     */
    public StoreConfig within(SettingBounds bounds) {
        return new StoreConfig(section.unasked(section.context().within(bounds.bounds())));
    }

    /** The same settings with nothing asked for and nothing noted, so that one definition can be opened many times. */
    StoreConfig fresh(boolean settingsOnly) {
        SettingReference.Context context = section.context();
        return new StoreConfig(section.unasked(settingsOnly ? context.ofSettingsOnly() : context));
    }

    /**
     * Whether only the settings are checked ({@link SecretStores#check}): then a value that stands elsewhere is not read, and a factory
     * leaves out what depends on the machine, such as reading files, before it calls {@link #check()}.
     *
     * @return {@code false} if a store is to be opened
     */
    public boolean settingsOnly() {
        return section.context().settingsOnly();
    }

    ConfigNotes notes() {
        return section.notes();
    }

    /**
     * A text that must be there; that it is not, or is empty, is noted.
     *
     * @param key the key
     * @return the text; an empty one stands for what was noted
     */
    public String required(String key) {
        if (!has(key)) {
            problem(key, "is missing", "add " + key + ": ...");
        }
        return optional(key).orElse("");
    }

    /**
     * A text that may be there; that it is there and empty is noted.
     *
     * @param key the key
     * @return the text
     */
    public Optional<String> optional(String key) {
        return section.setting(key).flatMap(Setting::text);
    }

    /**
     * A duration of at most 365 days, written as a number and a unit: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 7d}.
     *
     * @param key the key
     * @param fallback what holds when the key is not there
     * @return the duration, not negative
     */
    public Duration duration(String key, Duration fallback) {
        Objects.requireNonNull(fallback, "fallback");
        return section.setting(key).flatMap(Setting::duration).orElse(fallback);
    }

    /**
     * A duration within limits, written as for {@link #duration(String, Duration)}; one that is not within them is noted.
     *
     * @param key the key
     * @param fallback what holds when the key is not there
     * @param shortest the shortest that is accepted
     * @param longest the longest that is accepted
     * @return the duration
     * @throws IllegalArgumentException if the fallback is not from {@code shortest} to {@code longest}
     */
    public Duration duration(String key, Duration fallback, Duration shortest, Duration longest) {
        if (fallback.compareTo(shortest) < 0 || fallback.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "fallback: must be from " + shortest + " to " + longest + ", was " + fallback);
        }
        Duration duration = duration(key, fallback);
        if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
            problem(key, "must be from " + DurationText.of(shortest) + " to " + DurationText.of(longest), "");
            return fallback;
        }
        return duration;
    }

    /**
     * A complete address, with a scheme and without a user name or password in it.
     *
     * @param key the key
     * @return the address
     */
    public Optional<URI> uri(String key) {
        return section.setting(key).flatMap(Setting::uri);
    }

    /**
     * A file or folder; a relative path begins at the folder of the policy file. Whether it exists is not looked at.
     *
     * @param key the key
     * @return the path
     */
    public Optional<Path> path(String key) {
        return section.setting(key).flatMap(Setting::path);
    }

    /**
     * Who else may have access to the files that the settings name: {@code permissions: owner}, {@code group} or {@code any}.
     * What a <code>{ file: PATH }</code> names has its own word there.
     *
     * @return what is written; {@link FilePermissions#OWNER} if nothing is
     */
    public FilePermissions permissions() {
        return section.setting("permissions").flatMap(Setting::permissions).orElse(FilePermissions.OWNER);
    }

    /**
     * Yes or no, written as {@code true} or {@code false}.
     *
     * @param key the key
     * @param fallback what holds when the key is not there
     * @return the setting
     */
    public boolean flag(String key, boolean fallback) {
        return section.setting(key).flatMap(Setting::flag).orElse(fallback);
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
        return section.setting(key)
                .flatMap(setting -> setting.integer(min, max))
                .orElse(fallback);
    }

    /**
     * A list of texts; that it is there and empty, or holds anything but texts, is noted.
     *
     * @param key the key
     * @return the texts in their order, unmodifiable; empty when the key is not there
     */
    public List<String> list(String key) {
        return section.setting(key).flatMap(Setting::list).orElse(List.of());
    }

    /**
     * Settings of their own under one key.
     *
     * @param key the key
     * @return the settings, whose problems and unknown keys count with those of the whole
     */
    public Optional<StoreConfig> section(String key) {
        return section.setting(key).flatMap(Setting::section).map(map -> new StoreConfig(section.child(key, map)));
    }

    /**
     * Named settings under one key, for example several logins by their names.
     *
     * @param key the key
     * @return the settings by name in their order, unmodifiable; empty when the key is not there
     */
    public Map<String, StoreConfig> sections(String key) {
        Map<String, StoreConfig> children = new LinkedHashMap<>();
        section(key)
                .ifPresent(all ->
                        all.keys().forEach(name -> all.section(name).ifPresent(child -> children.put(name, child))));
        return Collections.unmodifiableMap(children);
    }

    /**
     * A credential, which must stand elsewhere: <code>{ env: NAME }</code> or <code>{ file: PATH }</code>. It is read once
     * here, so that a missing one is a problem of the settings, and again at each call of the supplier, so that a changed
     * file needs no restart.
     *
     * @param key the key
     * @return what reads the credential. It throws {@link SecretStoreException} when it can no longer be read: with kind
     *     UNAVAILABLE while its file is away, empty or not readable, as it is while somebody replaces it, else with kind
     *     MISCONFIGURED. Empty when the key is not there
     */
    public Optional<Supplier<SecretValue>> secret(String key) {
        return section.setting(key).map(setting -> setting.elsewhere(AccessRule::secret));
    }

    /**
     * A text that decides and is no secret, such as a session policy. It is read as {@link #secret(String)} reads, but everybody
     * may read its file; nobody else may write it, nor its folder.
     *
     * @param key the key
     * @return what reads the text, with the same errors. Empty when the key is not there
     */
    public Optional<Supplier<SecretValue>> decision(String key) {
        return section.setting(key).map(setting -> setting.elsewhere(AccessRule::decision));
    }

    /**
     * Every key that is there. Looking at them does not make them known; see {@link #check()}.
     *
     * @return the keys in their order, unmodifiable
     */
    public Set<String> keys() {
        return section.keys();
    }

    /**
     * Whether a key is there, whatever its value. The key is known from then on.
     *
     * @param key the key
     * @return {@code true} if it was written
     */
    public boolean has(String key) {
        return section.setting(key).isPresent();
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
        return section.holdsMap(key);
    }

    /**
     * Notes what the store itself finds wrong.
     *
     * @param key the key that is wrong; empty for the settings as a whole
     * @param message what is wrong; never the value of a credential
     * @param hint how to fix it; may be empty
     */
    public void problem(String key, String message, String hint) {
        section.problem(key, message, hint);
    }

    /**
     * Notes what the store cannot be opened without and what may be there later, with the settings as they are: a file that another
     * program has not written yet. It is refused like any other problem, unless the policy says <code>required: false</code>: then the
     * store is opened later.
     *
     * @param key as for a {@link #problem}
     * @param message what is missing
     * @param hint how to fix it
     */
    public void notYet(String key, String message, String hint) {
        section.notYet(key, message, hint);
    }

    /**
     * Refuses the settings if anything was noted so far or a key was asked for by nobody, in any section. A factory may call
     * it when it has asked for everything, to go no further with settings that are wrong; it is called again after
     * {@link SecretStoreFactory#open} in any case. If {@linkplain #settingsOnly() only the settings are checked}, it does not return.
     *
     * @throws StoreConfigException with everything that is wrong
     */
    public void check() {
        section.check();
    }

    /**
     * Whether both hold the same settings, with relative paths beginning at the same folder.
     *
     * @param other the other settings
     * @return {@code true} if a store opened from either would be set up in the same way
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreConfig config && config.section.equals(section);
    }

    @Override
    public int hashCode() {
        return section.hashCode();
    }

    /** {@return the keys, and no value: {@code StoreConfig[address, login]}} */
    @Override
    public String toString() {
        return "StoreConfig[" + String.join(", ", section.keys()) + "]";
    }
}
