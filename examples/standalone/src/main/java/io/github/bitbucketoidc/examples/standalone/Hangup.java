package io.github.bitbucketoidc.examples.standalone;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets SIGHUP mean "read your files again", as everywhere, which {@link Standalone} does; the JVM would end. There is no API for signals but {@code sun.misc.Signal}, of the
 * supported module jdk.unsupported; it is named by reflection because the compiler warns of it in a way that nothing switches off.
 */
final class Hangup {

    private static final Logger log = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** Runs the action for every SIGHUP from now on, on a thread of its own, one at a time. */
    static void means(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Hangup.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> run(action);
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            default -> {
                                return "Hangup";
                            }
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            Throwable cause = notHere instanceof InvocationTargetException ? notHere.getCause() : notHere;
            log.warn("SIGHUP is not taken: {}", String.valueOf(cause));
        }
    }

    private static synchronized void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException refused) {
            log.debug("nothing was taken", refused); // who was asked has said why
        }
    }
}
