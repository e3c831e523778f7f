package io.github.bitbucketoidc.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A setting that stands elsewhere: <code>{ env: NAME }</code> or <code>{ file: PATH }</code>. Immutable. */
final class SettingReference {

    static final String HINT = "write { env: NAME } or { file: PATH }";

    /** Where references are looked up. */
    record Places(Path baseDirectory, Function<String, @Nullable String> environment) {}

    private final boolean file;
    private final String target;
    private final Places places;

    private SettingReference(boolean file, String target, Places places) {
        this.file = file;
        this.target = target;
        this.places = places;
    }

    /** The reference that a setting is; empty if it is none. */
    static Optional<SettingReference> of(Object setting, Places places) {
        if (!(setting instanceof Map<?, ?> map) || map.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        boolean file = only.getKey().equals("file");
        if (!file && !only.getKey().equals("env")) {
            return Optional.empty();
        }
        // What is not a text is an empty one here: both are refused, with the same hint, when the reference is read.
        return Optional.of(new SettingReference(file, only.getValue() instanceof String text ? text : "", places));
    }

    /** What the reference points to now; never empty. */
    String read() throws UnreadableSettingException {
        if (target.isBlank()) {
            throw new UnreadableSettingException("the reference names nothing", HINT);
        }
        String text = file ? readFile() : readEnvironment();
        if (text.isEmpty()) {
            throw new UnreadableSettingException(
                    file ? "the file '" + target + "' is empty" : "the environment variable '" + target + "' is empty",
                    "put the value there");
        }
        return text;
    }

    private String readFile() throws UnreadableSettingException {
        try {
            return CredentialFile.read(places.baseDirectory().resolve(target));
        } catch (InvalidPathException e) {
            throw new UnreadableSettingException("the path of the file is not one", HINT, e);
        }
    }

    private String readEnvironment() throws UnreadableSettingException {
        String text = places.environment().apply(target);
        if (text == null) {
            throw new UnreadableSettingException(
                    "the environment variable '" + target + "' is not set", "set it before this process starts");
        }
        return text;
    }
}
