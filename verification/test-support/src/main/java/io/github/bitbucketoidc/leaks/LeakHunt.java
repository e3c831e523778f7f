package io.github.bitbucketoidc.leaks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Looks for canaries wherever something could leak while it is open: all loggers of SLF4J and of the JDK at their lowest level,
 * both consoles, and every object that it is shown, with all that the object's public methods give away. Thread-safe.
 */
public final class LeakHunt implements AutoCloseable {

    /** Methods whose very purpose is to disclose; who calls them knows. */
    private static final Set<String> DISCLOSING =
            Set.of("reveal", "body", "token", "hashCode", "getClass", "notify", "notifyAll", "wait", "clone", "close");

    private static final String OURS = "io.github.bitbucketoidc.";
    private static final int DEEPEST = 6;

    private final List<String> places = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            RecordingLoggers.add("JDK " + line.getLoggerName() + " " + formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Begins to listen, and forgets what was logged before. */
    public LeakHunt() {
        RecordingLoggers.clear();
        PrintStream captured = new PrintStream(console, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        root.setLevel(Level.ALL);
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    /**
     * Looks at a text, such as a line of an access log or an answer.
     *
     * @param text what is looked at
     * @return this hunt
     */
    public synchronized LeakHunt look(String text) {
        places.add(text);
        return this;
    }

    /**
     * Looks at an exception as it would be printed, with its causes and what it suppressed.
     *
     * @param thrown what is looked at
     * @return this hunt
     */
    public synchronized LeakHunt look(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        places.add(trace.toString());
        return this;
    }

    /**
     * Looks at an object: its text, and the texts of all that its public methods without parameters give away, and so on.
     *
     * @param shown what is looked at
     * @return this hunt
     */
    public synchronized LeakHunt look(@Nullable Object shown) {
        walk(shown, DEEPEST);
        return this;
    }

    private void walk(@Nullable Object shown, int depth) {
        if (shown == null || depth == 0 || !seen.add(shown)) {
            return;
        }
        if (shown instanceof Throwable thrown) {
            look(thrown);
        }
        places.add(String.valueOf(shown));
        if (shown instanceof Optional<?> optional) {
            optional.ifPresent(value -> walk(value, depth));
        } else if (shown instanceof Iterable<?> several && !(shown instanceof java.nio.file.Path)) {
            several.forEach(value -> walk(value, depth - 1));
        } else if (shown instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                walk(key, depth - 1);
                walk(value, depth - 1);
            });
        } else if (shown.getClass().getName().startsWith(OURS)) {
            for (Method method : shown.getClass().getMethods()) {
                if (tellsSomething(method)) {
                    call(shown, method, depth);
                }
            }
        }
    }

    private static boolean tellsSomething(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers())
                && Modifier.isPublic(method.getDeclaringClass().getModifiers())
                && !DISCLOSING.contains(method.getName());
    }

    private void call(Object shown, Method method, int depth) {
        try {
            walk(method.invoke(shown), depth - 1);
        } catch (InvocationTargetException thrown) {
            look(Objects.requireNonNullElse(thrown.getCause(), thrown));
        } catch (IllegalAccessException notOurs) {
            places.add(String.valueOf(notOurs));
        }
    }

    /**
     * Everything that was seen until now.
     *
     * @return one text for each place that was looked at
     */
    public synchronized List<String> everything() {
        List<String> all = new ArrayList<>(places);
        all.addAll(RecordingLoggers.lines());
        all.add(console.toString(StandardCharsets.UTF_8));
        return all;
    }

    /**
     * Looks for canaries in everything that was seen until now.
     *
     * @param canaries what must be nowhere
     * @return where one of them was found; empty if all is well
     */
    public List<String> leaks(List<Canary> canaries) {
        List<String> leaks = new ArrayList<>();
        for (String place : everything()) {
            for (Canary canary : canaries) {
                if (!canary.foundIn(place).isEmpty()) {
                    leaks.add(canary.foundIn(place) + " in: " + place);
                }
            }
        }
        return leaks;
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        root.setLevel(before);
        System.setOut(out);
        System.setErr(err);
    }
}
