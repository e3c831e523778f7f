package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a store as plain values, and the way back from a key's path to its position. */
final class StoreSettings {

    private final Reading reading;
    private boolean sound = true;

    StoreSettings(Reading reading) {
        this.reading = reading;
    }

    /** Everything but {@code type} and {@code required}; a key without a value is there with null. */
    Map<String, Object> of(Node.Fields fields) {
        Map<String, Object> settings = map(fields);
        settings.remove("type");
        settings.remove("required");
        return settings;
    }

    /** Whether nothing in them was refused, so that the store can be asked what it thinks of them. */
    boolean areSound() {
        return sound;
    }

    private Map<String, Object> map(Node.Fields fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Node.Field field : fields.fields()) {
            put(map, field.name(), value(field.value()));
        }
        return map;
    }

    @SuppressWarnings("NullAway") // StoreConfig takes null for a key that was written without a value.
    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }

    private @Nullable Object value(Node node) {
        if (node instanceof Node.Fields fields) {
            return map(fields);
        }
        if (node instanceof Node.Items list) {
            List<Object> values = new ArrayList<>();
            for (Node item : list.items()) {
                Object value = value(item);
                if (value != null) {
                    values.add(value);
                } else {
                    sound = false;
                    reading.wrongKind(item, "an entry of a list", "a text");
                }
            }
            return values;
        }
        sound &= !(node instanceof Node.Broken);
        return node instanceof Node.Scalar scalar ? scalar(scalar) : null;
    }

    private @Nullable Object scalar(Node.Scalar scalar) {
        String value = scalar.value();
        return switch (scalar.type()) {
            case TEXT -> value;
            case NOTHING -> null;
            case FLAG -> VariableNames.fold(value).equals("true");
            case FRACTION -> fraction(value);
            case INTEGER -> whole(scalar);
        };
    }

    private static Double fraction(String value) {
        String plain = VariableNames.fold(value).replace("+", "");
        return switch (plain) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> Double.valueOf(value);
        };
    }

    private Long whole(Node.Scalar scalar) {
        String value = scalar.value();
        try {
            return value.startsWith("0o")
                    ? Long.parseLong(value.substring(2), 8)
                    : value.startsWith("0x") ? Long.parseLong(value.substring(2), 16) : Long.parseLong(value);
        } catch (NumberFormatException e) {
            sound = false;
            reading.report(scalar, "the number is too large", "put it in quotes if it is a text");
            return 0L;
        }
    }

    /** Where a setting stands, or the nearest thing above it when it is missing. Keys may themselves hold dots. */
    static Node find(Node nearest, Node.Fields fields, String path) {
        for (Node.Field field : fields.fields()) {
            if (path.equals(field.name())) {
                return field.key();
            }
            if (path.startsWith(field.name() + ".") && field.value() instanceof Node.Fields inner) {
                return find(field.key(), inner, path.substring(field.name().length() + 1));
            }
        }
        return nearest;
    }
}
