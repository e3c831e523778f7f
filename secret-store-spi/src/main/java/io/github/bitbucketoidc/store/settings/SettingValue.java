package io.github.bitbucketoidc.store.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The closed set of values that a setting can have: texts, {@code Long}, {@code Double}, {@code Boolean}, lists, maps. */
public final class SettingValue {

    /** A key that is written without a value. */
    private static final Object NOTHING = new Object() {
        @Override
        public String toString() {
            return "nothing";
        }
    };

    private SettingValue() {}

    /** A deep copy that cannot be changed; refuses what is no setting. */
    public static Map<String, Object> copy(String keyPath, Map<?, ?> settings) {
        Map<String, Object> copy = new LinkedHashMap<>();
        Objects.requireNonNull(settings, "settings").forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("settings: a key of '" + keyPath + "' is not a text");
            }
            copy.put(name, copyValue(join(keyPath, name), value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object copyValue(String keyPath, @Nullable Object value) {
        if (value == null || value == NOTHING) {
            return NOTHING;
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Map<?, ?> map) {
            return copy(keyPath, map);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(copyValue(keyPath, item)));
            return Collections.unmodifiableList(items);
        }
        throw new IllegalArgumentException(
                "settings: '" + keyPath + "' is a " + value.getClass().getName() + ", which is no setting");
    }

    public static String join(String keyPath, String key) {
        return keyPath.isEmpty() || key.isEmpty() ? keyPath + key : keyPath + "." + key;
    }

    /** What a value is, in the words of the person who wrote it. */
    public static String kind(Object value) {
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof Map ? "a section" : "empty";
    }
}
