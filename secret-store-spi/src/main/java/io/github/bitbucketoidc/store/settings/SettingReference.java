package io.github.bitbucketoidc.store.settings;

import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.FilePermissions;
import java.io.EOFException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting that stands elsewhere: <code>{ env: NAME }</code>, <code>{ file: PATH }</code>, or <code>{ file: PATH, permissions: any
 * }</code> for a file that others have access to. Immutable.
 */
public final class SettingReference {

    public static final String HINT = "write { env: NAME } or { file: PATH }";

    /**
     * What references are looked up in.
     *
     * @param settingsOnly whether they are not, because only what is written is checked
     */
    public record Context(
            Path baseDirectory, Function<String, @Nullable String> environment, Bounds bounds, boolean settingsOnly) {

        public static Context unbounded(Path baseDirectory, Function<String, @Nullable String> environment) {
            Objects.requireNonNull(baseDirectory, "baseDirectory");
            Objects.requireNonNull(environment, "environment");
            return new Context(baseDirectory, environment, Bounds.NONE, false);
        }

        public Context within(Bounds newBounds) {
            return new Context(baseDirectory, environment, newBounds, settingsOnly);
        }

        public Context ofSettingsOnly() {
            return new Context(baseDirectory, environment, bounds, true);
        }

        /** Whether a setting is a reference that is not looked up: nothing can be wrong with what it points to. */
        public boolean leavesUnread(@Nullable Object setting) {
            return settingsOnly && of(setting, this).isPresent();
        }
    }

    private final boolean file;
    private final String target;
    private final Optional<FilePermissions> permissions;
    private final Context context;

    private SettingReference(boolean file, String target, Optional<FilePermissions> permissions, Context context) {
        this.file = file;
        this.target = target;
        this.permissions = permissions;
        this.context = context;
    }

    /** The reference that a setting is; empty if it is none. */
    public static Optional<SettingReference> of(@Nullable Object setting, Context context) {
        if (!(setting instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        boolean file = map.containsKey("file");
        boolean permitted = file && map.containsKey("permissions");
        if (map.size() != (permitted ? 2 : 1) || !(file || map.containsKey("env"))) {
            return Optional.empty();
        }
        Optional<FilePermissions> permissions = !permitted
                ? Optional.of(FilePermissions.OWNER)
                : map.get("permissions") instanceof String word ? FilePermissions.parse(word) : Optional.empty();
        // What is not a text is an empty one here: both are refused, with the same hint, when the reference is read.
        String target = map.get(file ? "file" : "env") instanceof String text ? text : "";
        return Optional.of(new SettingReference(file, target, permissions, context));
    }

    /** Whether it is written as one can be written; what it points to is not looked at. */
    public void check() throws UnreadableSettingException {
        if (target.isBlank()) {
            throw new UnreadableSettingException("the reference names nothing", HINT);
        }
        allowed();
    }

    private FilePermissions allowed() throws UnreadableSettingException {
        return permissions.orElseThrow(
                () -> new UnreadableSettingException("permissions is not known", "write owner, group or any"));
    }

    /** What the reference points to now, from a file only as the rule allows; never empty. */
    public String read(Function<FilePermissions, AccessRule> rule) throws UnreadableSettingException {
        check();
        String text = file ? readFile(rule) : readEnvironment();
        if (text.isEmpty() && file) {
            throw new UnreadableSettingException(
                    "the file '" + target + "' is empty", "put the value there", new EOFException());
        }
        if (text.isEmpty()) {
            throw new UnreadableSettingException(
                    "the environment variable '" + target + "' is empty", "put the value there");
        }
        return text;
    }

    private String readFile(Function<FilePermissions, AccessRule> rule) throws UnreadableSettingException {
        FilePermissions allowed = allowed();
        try {
            Path path = context.baseDirectory().resolve(target);
            // At each reading, because a link can be changed in between.
            if (!context.bounds().allowsPath(path)) {
                throw new UnreadableSettingException(
                        "the file '" + target + "' lies outside of the folders that are allowed",
                        context.bounds().pathHint());
            }
            return CredentialFile.read(path, rule.apply(allowed));
        } catch (InvalidPathException e) {
            throw new UnreadableSettingException("the path of the file is not one", HINT, e);
        }
    }

    private String readEnvironment() throws UnreadableSettingException {
        if (!context.bounds().allowsEnvironment(target)) {
            throw new UnreadableSettingException(
                    "the environment variable '" + target + "' is not one that is allowed",
                    context.bounds().environmentHint());
        }
        String text = context.environment().apply(target);
        if (text == null) {
            throw new UnreadableSettingException(
                    "the environment variable '" + target + "' is not set", "set it before this process starts");
        }
        return text;
    }
}
