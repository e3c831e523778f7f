package io.github.bitbucketoidc.threats;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests with classes of their own: nothing static of one run is seen by the next. */
final class IsolatedRun implements AutoCloseable {

    /** What came of one test. */
    enum Result {
        PASSED,
        FAILED,
        ENDED_BY_THE_CLOCK,
        NOT_RUN
    }

    private static final long SECONDS = 30;
    private static final List<String> SHARED = List.of(
            "org.junit.",
            "org.opentest4j.",
            "org.apiguardian.",
            "org.assertj.",
            "net.jqwik.",
            "org.awaitility.",
            "org.hamcrest.",
            "net.bytebuddy.",
            "org.jspecify.");

    private static final List<Logger> TALKATIVE =
            Stream.of("org.junit.platform", "net.jqwik").map(Logger::getLogger).toList();

    static {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private final URLClassLoader classes;

    /** Sees the class path with this folder before it, if there is one. */
    IsolatedRun(Path first, String classPath) {
        List<URL> places = new ArrayList<>();
        if (first != null) {
            places.add(url(first));
        }
        for (String place : classPath.split(File.pathSeparator, -1)) {
            places.add(url(Path.of(place)));
        }
        classes = new URLClassLoader(places.toArray(URL[]::new), new SharedOnly());
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Result run(RowTest test) throws InterruptedException {
        Result[] result = {Result.NOT_RUN};
        Thread thread = new Thread(() -> result[0] = execute(test), "isolated " + test);
        thread.setContextClassLoader(classes);
        thread.setDaemon(true);
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        if (thread.isAlive()) {
            thread.interrupt();
            return Result.ENDED_BY_THE_CLOCK;
        }
        return result[0];
    }

    private Result execute(RowTest test) {
        List<TestIdentifier> failed = new ArrayList<>();
        List<TestIdentifier> passed = new ArrayList<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult outcome) {
                if (outcome.getStatus() == TestExecutionResult.Status.FAILED) {
                    failed.add(identifier);
                } else if (identifier.isTest()) {
                    passed.add(identifier);
                }
            }
        };
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector(test))
                                .configurationParameter("jqwik.database", "")
                                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                                .build(),
                        listener);
        if (!failed.isEmpty()) {
            return Result.FAILED;
        }
        return passed.isEmpty() ? Result.NOT_RUN : Result.PASSED;
    }

    private DiscoverySelector selector(RowTest test) {
        try {
            Class<?> type = classes.loadClass(test.type());
            Method method = Arrays.stream(type.getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(test.method()))
                    .findFirst()
                    .orElseThrow();
            Class<?> outer = type.getEnclosingClass();
            if (outer != null && Modifier.isAbstract(outer.getModifiers())) {
                return selectNestedMethod(List.of(runner(outer)), type, method);
            }
            return outer == null ? selectMethod(type, method) : selectNestedMethod(List.of(outer), type, method);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(test + " is not compiled: run the build of its module first", missing);
        }
    }

    /** The one of its kind that needs no framework. */
    private Class<?> runner(Class<?> contract) throws ClassNotFoundException {
        return classes.loadClass(contract.getPackageName() + ".JdkAdapterIT");
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }

    /** Shows the test frameworks and the JDK, so that there is one of each; all else is loaded anew for each run. */
    private static final class SharedOnly extends ClassLoader {

        SharedOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return IsolatedRun.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        @Override
        public URL getResource(String name) {
            return name.startsWith("META-INF/services/org.junit")
                    ? IsolatedRun.class.getClassLoader().getResource(name)
                    : super.getResource(name);
        }
    }
}
