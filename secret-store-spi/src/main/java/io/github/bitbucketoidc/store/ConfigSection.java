package io.github.bitbucketoidc.store;

import io.github.bitbucketoidc.store.settings.SettingReference;
import io.github.bitbucketoidc.store.settings.SettingValue;
import io.github.bitbucketoidc.store.settings.Suggestions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One map of the settings, at the top or under a key: which keys were written, which of them were asked for, and where the notes go. The
 * settings never change; what is asked for and noted is kept beside them. Thread-safe.
 */
final class ConfigSection {

    private final String keyPath;
    private final Map<String, Object> settings;
    private final SettingReference.Context context;
    private final ConfigNotes notes;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, ConfigSection> sections = Collections.synchronizedMap(new LinkedHashMap<>());
    private final @Nullable ConfigSection parent;

    private ConfigSection(
            String keyPath,
            Map<String, Object> settings,
            SettingReference.Context context,
            ConfigNotes notes,
            @Nullable ConfigSection parent) {
        this.keyPath = keyPath;
        this.settings = settings;
        this.context = context;
        this.notes = notes;
        this.parent = parent;
    }

    /** Settings that nobody has asked for anything. */
    static ConfigSection top(Map<String, ?> settings, SettingReference.Context context) {
        return new ConfigSection("", SettingValue.copy("", settings), context, new ConfigNotes(false), null);
    }

    /** The same settings with nothing asked for and nothing noted, looked up elsewhere. */
    ConfigSection unasked(SettingReference.Context newContext) {
        return new ConfigSection(keyPath, settings, newContext, new ConfigNotes(newContext.settingsOnly()), null);
    }

    SettingReference.Context context() {
        return context;
    }

    ConfigNotes notes() {
        return notes;
    }

    Set<String> keys() {
        return settings.keySet();
    }

    /** What was written under a key, which is known from then on. */
    Optional<Setting> setting(String key) {
        return Optional.ofNullable(value(key))
                .map(value -> new Setting(SettingValue.join(keyPath, key), value, context, notes));
    }

    /** Whether a key holds a map; it is known from then on. */
    boolean holdsMap(String key) {
        return value(key) instanceof Map;
    }

    private @Nullable Object value(String key) {
        known.add(Objects.requireNonNull(key, "key"));
        return settings.get(key);
    }

    /** The map under a key; the same one each time, because it keeps what was asked for. */
    ConfigSection child(String key, Map<?, ?> map) {
        String childPath = SettingValue.join(keyPath, key);
        return sections.computeIfAbsent(
                key, k -> new ConfigSection(childPath, SettingValue.copy(childPath, map), context, notes, this));
    }

    void problem(String key, String message, String hint) {
        if (!context.leavesUnread(settings.get(key))) {
            notes.add(SettingValue.join(keyPath, key), message, hint);
        }
    }

    void notYet(String key, String message, String hint) {
        notes.addPassing(SettingValue.join(keyPath, key), message, hint);
    }

    /** Refuses everything that was noted, and every key that nobody asked for, in any section. */
    void check() {
        if (parent == null) {
            noteUnknownKeys();
            notes.refuse();
        } else {
            parent.check();
        }
    }

    private void noteUnknownKeys() {
        for (String key : settings.keySet()) {
            ConfigSection section = sections.get(key);
            if (!known.contains(key)) {
                notes.add(SettingValue.join(keyPath, key), "is not a known key", Suggestions.hint(key, known));
            } else if (section != null) {
                section.noteUnknownKeys();
            }
        }
    }

    /** Whether a store that is opened from either is set up in the same way. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigSection section
                && section.settings.equals(settings)
                && section.context.baseDirectory().equals(context.baseDirectory());
    }

    @Override
    public int hashCode() {
        return Objects.hash(settings, context.baseDirectory());
    }
}
