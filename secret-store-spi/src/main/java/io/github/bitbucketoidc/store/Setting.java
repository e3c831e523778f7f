package io.github.bitbucketoidc.store;

import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.FilePermissions;
import io.github.bitbucketoidc.store.settings.DurationText;
import io.github.bitbucketoidc.store.settings.SettingReference;
import io.github.bitbucketoidc.store.settings.SettingValue;
import io.github.bitbucketoidc.store.settings.UnreadableSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One setting that is there, read as what a store asked for. What does not fit is noted and empty. A note never shows the
 * value: a credential may stand where it should not.
 */
final class Setting {

    /** Stands for any text, and for any credential, that is not read. */
    private static final String UNREAD = "unread";

    /** Stands for any address: one that needs no exception, and with which nobody would connect by mistake. */
    private static final URI UNREAD_ADDRESS = URI.create("https://127.0.0.1:9");

    private final String keyPath;
    private final Object value;
    private final SettingReference.Context context;
    private final ConfigNotes notes;

    Setting(String keyPath, Object value, SettingReference.Context context, ConfigNotes notes) {
        this.keyPath = keyPath;
        this.value = value;
        this.context = context;
        this.notes = notes;
    }

    /**
     * Checks a reference that is not looked up.
     *
     * @return whether this is one: then the store goes on with what holds when nothing is written, or with a value that stands for
     *     any
     */
    boolean isUnread() {
        if (!context.leavesUnread(value)) {
            return false;
        }
        notes.unread();
        try {
            SettingReference.of(value, context).orElseThrow().check();
        } catch (UnreadableSettingException e) {
            notes.add(keyPath, e.message(), e.hint());
        }
        return true;
    }

    Optional<String> text() {
        if (isUnread()) {
            return Optional.of(UNREAD);
        }
        Optional<SettingReference> reference = SettingReference.of(value, context);
        if (reference.isPresent()) {
            return resolve(reference.get(), AccessRule::decision).flatMap(this::withinBounds);
        }
        if (!(value instanceof String text)) {
            return wrong("must be a text, but is " + SettingValue.kind(value), "write it in quotes");
        }
        if (text.isBlank()) {
            return wrong("must not be empty", "write a text, or leave the key out if it is optional");
        }
        return withinBounds(text);
    }

    /** A text that looks like an address is held to be one, so that the bounds also hold for a store that reads it as a text. */
    private Optional<String> withinBounds(String text) {
        return text.contains("://") && !context.bounds().allowsAddress(text)
                ? wrong("is an address that is not allowed", context.bounds().addressHint())
                : Optional.of(text);
    }

    Optional<Duration> duration() {
        if (isUnread()) {
            return Optional.empty();
        }
        if (value instanceof Number) {
            return wrong("must be a duration, but is a number", DurationText.HINT);
        }
        return text().flatMap(text -> {
            Optional<Duration> duration = DurationText.parse(text);
            return duration.isPresent() ? duration : wrong("must be a duration of at most 365d", DurationText.HINT);
        });
    }

    Optional<URI> uri() {
        if (isUnread()) {
            return Optional.of(UNREAD_ADDRESS);
        }
        String hint = "write scheme, host and path, for example https://vault.example:8200";
        return text().flatMap(text -> {
            try {
                URI uri = new URI(text);
                if (uri.getScheme() == null || uri.isOpaque()) {
                    return wrong("must be a complete address", hint);
                }
                if (!text.contains("://") && !context.bounds().allowsAddress(text)) {
                    return wrong(
                            "is an address that is not allowed",
                            context.bounds().addressHint());
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
                Path path = context.baseDirectory().resolve(text);
                return context.bounds().allowsPath(path)
                        ? Optional.of(path)
                        : wrong(
                                "lies outside of the folders that are allowed",
                                context.bounds().pathHint());
            } catch (InvalidPathException e) {
                return wrong("must be the path of a file or folder", "this system does not accept it as one");
            }
        });
    }

    Optional<Boolean> flag() {
        if (isUnread()) {
            return Optional.empty();
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        Optional<SettingReference> reference = SettingReference.of(value, context);
        if (reference.isEmpty()) {
            return wrong(
                    "must be true or false, but is " + SettingValue.kind(value), "write true or false without quotes");
        }
        return resolve(reference.get(), AccessRule::decision).flatMap(text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> wrong("points to a text that is neither true nor false", "put true or false there");
        });
    }

    Optional<Integer> integer(int min, int max) {
        if (isUnread()) {
            return Optional.empty();
        }
        Optional<Long> number = value instanceof Long whole ? Optional.of(whole) : referencedNumber();
        if (number.isPresent() && (number.get() < min || number.get() > max)) {
            return wrong("must be from " + min + " to " + max, "");
        }
        return number.map(Math::toIntExact);
    }

    private Optional<Long> referencedNumber() {
        Optional<SettingReference> reference = SettingReference.of(value, context);
        if (reference.isEmpty()) {
            return wrong("must be a whole number, but is " + SettingValue.kind(value), "write digits without quotes");
        }
        return resolve(reference.get(), AccessRule::decision).flatMap(text -> {
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
                if (withinBounds(text).isEmpty()) {
                    return Optional.empty();
                }
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

    Optional<FilePermissions> permissions() {
        if (isUnread()) {
            return Optional.empty();
        }
        return text().flatMap(word -> {
            Optional<FilePermissions> permissions = FilePermissions.parse(word);
            return permissions.isPresent() ? permissions : wrong("is not known", "write owner, group or any");
        });
    }

    /** What must stand elsewhere, and is read again at each call. */
    Supplier<SecretValue> elsewhere(Function<FilePermissions, AccessRule> rule) {
        if (isUnread()) {
            return () -> SecretValue.of(UNREAD);
        }
        Optional<SettingReference> reference = SettingReference.of(value, context);
        if (reference.isEmpty()) {
            boolean literal = value instanceof String || value instanceof Number || value instanceof Boolean;
            wrong(
                    literal
                            ? "a credential must not stand in the settings"
                            : "must say where the credential is, but is " + SettingValue.kind(value),
                    SettingReference.HINT);
        }
        reference.ifPresent(found -> resolve(found, rule));
        return () -> SecretValue.of(readSecret(reference, rule));
    }

    private String readSecret(Optional<SettingReference> reference, Function<FilePermissions, AccessRule> rule) {
        try {
            return reference
                    .orElseThrow(() -> new UnreadableSettingException("is no reference", SettingReference.HINT))
                    .read(rule);
        } catch (UnreadableSettingException e) {
            // It could be read when the store was opened: a file that is gone or changing now may be back in a moment.
            SecretStoreException.Kind kind =
                    e.mayPass() ? SecretStoreException.Kind.UNAVAILABLE : SecretStoreException.Kind.MISCONFIGURED;
            throw new SecretStoreException(kind, keyPath + ": " + e.message(), List.of(), e);
        }
    }

    /** A setting that is no credential decides where secrets come from: it may be read by anybody, and written by nobody else. */
    private Optional<String> resolve(SettingReference reference, Function<FilePermissions, AccessRule> rule) {
        try {
            return Optional.of(reference.read(rule));
        } catch (UnreadableSettingException e) {
            if (!e.mayPass()) {
                return wrong(e.message(), e.hint());
            }
            notes.addPassing(keyPath, e.message(), e.hint());
            return Optional.empty();
        }
    }

    private <T> Optional<T> wrong(String message, String hint) {
        notes.add(keyPath, message, hint);
        return Optional.empty();
    }
}
