package io.github.bitbucketoidc.examples.standalone;

import java.lang.reflect.InvocationTargetException;

/**
 * Starts the program, or says that it cannot run on this Java. Compiled for Java 8, so that an old Java can read this class at
 * least: of the others it would only say which version of class files it does not know.
 */
public final class Launcher {

    private static final int OLDEST = 17;

    private Launcher() {}

    /**
     * Starts the program.
     *
     * @param arguments the flags; see {@code --help}
     * @throws Throwable what the program throws, which is a defect of it
     */
    public static void main(String[] arguments) throws Throwable {
        String problem = problem(System.getProperty("java.specification.version"), System.getProperty("java.home"));
        if (!problem.isEmpty()) {
            System.err.println(problem);
            System.exit(1);
        }
        // By its name: the compiler for Java 8 cannot read the class.
        Class<?> program = Class.forName("io.github.bitbucketoidc.examples.standalone.Standalone");
        try {
            program.getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** One line if this Java is too old, else an empty text. Before Java 9, versions began with {@code 1.} */
    static String problem(String version, String home) {
        String number = version.startsWith("1.") ? version.substring(2) : version;
        return Integer.parseInt(number) >= OLDEST
                ? ""
                : "this program needs Java " + OLDEST + " or newer, and was started with Java " + number + " of " + home
                        + ": install a newer one, and start the program with its bin/java";
    }
}
