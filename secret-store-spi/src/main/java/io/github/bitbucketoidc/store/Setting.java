package io.github.bitbucketoidc.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One setting that is there, read as what a store asked for. What does not fit is noted and empty. A note never shows the
 * value: a credential may stand where it should not.
 */
final class Setting {

    private final String keyPath;
    private final Object value;
    private final SettingReference.Places places;
    private final ConfigNotes notes;

    Setting(String keyPath, Object value, SettingReference.Places places, ConfigNotes notes) {
        this.keyPath = keyPath;
        this.value = value;
        this.places = places;
        this.notes = notes;
    }

    Optional<String> text() {
        Optional<SettingReference> reference = SettingReference.of(value, places);
        if (reference.isPresent()) {
            return resolve(reference.get());
        }
        if (!(value instanceof String text)) {
            return wrong("must be a text, but is " + SettingValue.kind(value), "write it in quotes");
        }
        if (text.isBlank()) {
            return wrong("must not be empty", "write a text, or leave the key out if it is optional");
        }
        return Optional.of(text);
    }

    Optional<Duration> duration() {
        if (value instanceof Number) {
            return wrong("must be a duration, but is a number", DurationText.HINT);
        }
        return text().flatMap(text -> {
            Optional<Duration> duration = DurationText.parse(text);
            return duration.isPresent() ? duration : wrong("must be a duration of at most 365d", DurationText.HINT);
        });
    }

    Optional<URI> uri() {
        String hint = "write scheme, host and path, for example https://vault.example:8200";
        return text().flatMap(text -> {
            try {
                URI uri = new URI(text);
                if (uri.getScheme() == null || uri.isOpaque()) {
                    return wrong("must be a complete address", hint);
                }
                // Not getUserInfo: it is null for an authority that java.net.URI cannot take apart.
                String authority = uri.getRawAuthority();
                if (authority != null && authority.indexOf('@') >= 0) {
                    return wrong("must not hold a user name or password", "give credentials in settings of their own");
                }
                return Optional.of(uri);
            } catch (URISyntaxException e) {
                return wrong("must be an address", hint);
            }
        });
    }

    Optional<Path> path() {
        return text().flatMap(text -> {
            try {
                return Optional.of(places.baseDirectory().resolve(text));
            } catch (InvalidPathException e) {
                return wrong("must be the path of a file or folder", "this system does not accept it as one");
            }
        });
    }

    Optional<Boolean> flag() {
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        Optional<SettingReference> reference = SettingReference.of(value, places);
        if (reference.isEmpty()) {
            return wrong(
                    "must be true or false, but is " + SettingValue.kind(value), "write true or false without quotes");
        }
        return resolve(reference.get()).flatMap(text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> wrong("points to a text that is neither true nor false", "put true or false there");
        });
    }

    Optional<Integer> integer(int min, int max) {
        Optional<Long> number = value instanceof Long whole ? Optional.of(whole) : referencedNumber();
        if (number.isPresent() && (number.get() < min || number.get() > max)) {
            return wrong("must be from " + min + " to " + max, "");
        }
        return number.map(Math::toIntExact);
    }

    private Optional<Long> referencedNumber() {
        Optional<SettingReference> reference = SettingReference.of(value, places);
        if (reference.isEmpty()) {
            return wrong("must be a whole number, but is " + SettingValue.kind(value), "write digits without quotes");
        }
        return resolve(reference.get()).flatMap(text -> {
            boolean digits = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits
                    ? Optional.of(Long.valueOf(text))
                    : wrong("points to a text that is no whole number", "put digits there and nothing else");
        });
    }

    Optional<List<String>> list() {
        if (!(value instanceof List<?> list)) {
            return wrong("must be a list, but is " + SettingValue.kind(value), "write [ \"one\", \"two\" ]");
        }
        if (list.isEmpty()) {
            return wrong("must not be an empty list", "leave the key out if it is optional");
        }
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof String text && !text.isBlank()) {
                texts.add(text);
            } else {
                String kind = item instanceof String ? "is empty" : "is " + SettingValue.kind(item);
                return wrong("item " + (texts.size() + 1) + " must be a text, but " + kind, "write it in quotes");
            }
        }
        return Optional.of(List.copyOf(texts));
    }

    Optional<Map<?, ?>> section() {
        if (value instanceof Map<?, ?> map) {
            return Optional.of(map);
        }
        return wrong("must be a section with keys of its own, but is " + SettingValue.kind(value), "");
    }

    Supplier<SecretValue> secret() {
        Optional<SettingReference> reference = SettingReference.of(value, places);
        if (reference.isEmpty()) {
            boolean literal = value instanceof String || value instanceof Number || value instanceof Boolean;
            wrong(
                    literal
                            ? "a credential must not stand in the settings"
                            : "must say where the credential is, but is " + SettingValue.kind(value),
                    SettingReference.HINT);
        }
        reference.ifPresent(this::resolve);
        return () -> SecretValue.of(readSecret(reference));
    }

    private String readSecret(Optional<SettingReference> reference) {
        try {
            return reference
                    .orElseThrow(() -> new UnreadableSettingException("is no reference", SettingReference.HINT))
                    .read();
        } catch (UnreadableSettingException e) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.MISCONFIGURED, keyPath + ": " + e.message(), List.of(), e);
        }
    }

    private Optional<String> resolve(SettingReference reference) {
        try {
            return Optional.of(reference.read());
        } catch (UnreadableSettingException e) {
            return wrong(e.message(), e.hint());
        }
    }

    private <T> Optional<T> wrong(String message, String hint) {
        notes.add(keyPath, message, hint);
        return Optional.empty();
    }
}
