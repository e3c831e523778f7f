package io.github.bitbucketoidc.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link SecretStores#discover(ClassLoader)} finds in folders that look like the jars of third parties. */
class DiscoveryTest {

    private static final String PACKAGE = "package io.github.bitbucketoidc.store;\n";
    private static final String STORE = """
            public class %s implements SecretStoreFactory {
                public String type() { return "%s"; }
                public SecretStore open(StoreConfig config) { return null; }
            }
            """;

    @TempDir
    Path folder;

    ClassLoader before;

    @BeforeEach
    void keepContext() {
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** Compiles one class into a folder of its own, as a jar would hold it, and names it as a provider. */
    private Path jar(String jar, String className, String source, String... classPath) throws IOException {
        Path root = Files.createDirectories(folder.resolve(jar));
        Path file = Files.createDirectories(folder.resolve(jar + "-src")).resolve(className + ".java");
        Files.writeString(file, "package acme;\nimport io.github.bitbucketoidc.store.*;\n" + source);
        compile(root, file, classPath);
        Path services = Files.createDirectories(root.resolve("META-INF/services"));
        Files.writeString(services.resolve(SecretStoreFactory.class.getName()), "acme." + className + "\n");
        return root;
    }

    private static void compile(Path into, Path source, String... classPath) {
        String path = classPath.length > 0 ? String.join(":", classPath) : System.getProperty("java.class.path");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", into.toString(), "-cp", path, source.toString());
        assertThat(failed).as("compiling " + source).isZero();
    }

    private static URLClassLoader loader(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return new URLClassLoader(urls, DiscoveryTest.class.getClassLoader());
    }

    private static void assertBroken(ClassLoader loader, String reason) {
        assertThatIllegalStateException()
                .isThrownBy(() -> SecretStores.discover(loader))
                .withMessageContaining(reason)
                .withMessageContaining("update ");
    }

    @Test
    void findsTheStoresOfTheContextClassLoader() throws IOException {
        try (URLClassLoader loader = loader(jar("one", "One", STORE.formatted("One", "one")))) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(SecretStores.discover().types()).containsExactly("one");
            Thread.currentThread().setContextClassLoader(null);
            assertThat(SecretStores.discover().types()).isEmpty();
        }
    }

    @Test
    void countsAClassThatIsNamedTwiceOnce() throws IOException {
        Path one = jar("one", "One", STORE.formatted("One", "one"));
        Path services = Files.createDirectories(folder.resolve("again/META-INF/services"));
        Files.writeString(services.resolve(SecretStoreFactory.class.getName()), "acme.One\nacme.One\n");
        try (URLClassLoader loader = loader(one, folder.resolve("again"))) {
            assertThat(SecretStores.discover(loader).types()).containsExactly("one");
        }
    }

    @Test
    void refusesTwoStoresOfOneTypeAndNamesBothJars() throws IOException {
        Path one = jar("first", "One", STORE.formatted("One", "same"));
        Path two = jar("second", "Two", STORE.formatted("Two", "same"));
        try (URLClassLoader loader = loader(one, two)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> SecretStores.discover(loader))
                    .withMessage(
                            "Two secret stores have the type 'same': acme.One (from " + one + "/) and acme.Two (from "
                                    + two + "/). Which one is meant cannot be known: remove one of them.");
        }
    }

    @Test
    void refusesTwoVersionsOfOneStoreAndNamesBothJars() throws IOException {
        Path one = archive(jar("first", "One", STORE.formatted("One", "one")), "one-1.0.jar");
        Path two = archive(jar("second", "One", "/* newer */" + STORE.formatted("One", "one1")), "one-2.0.jar");
        try (URLClassLoader loader = loader(one, two)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> SecretStores.discover(loader))
                    .withMessage("The secret store 'one' is there twice, in two versions: " + one + " and " + two
                            + ". Which one would be used depends on their order: remove one of them.");
        }
    }

    @Test
    void acceptsOneJarInTwoPlaces() throws IOException {
        Path one = archive(jar("first", "One", STORE.formatted("One", "one")), "one.jar");
        Path again = Files.copy(one, folder.resolve("again.jar"));
        try (URLClassLoader loader = loader(one, again)) {
            assertThat(SecretStores.discover(loader).types()).containsExactly("one");
        }
    }

    private Path archive(Path root, String name) throws IOException {
        Path archive = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return archive;
    }

    @Test
    void refusesAStoreWhoseClassIsMissing() throws IOException {
        Path services = Files.createDirectories(folder.resolve("broken/META-INF/services"));
        Files.writeString(services.resolve(SecretStoreFactory.class.getName()), "acme.Gone\n");
        try (URLClassLoader loader = loader(folder.resolve("broken"))) {
            assertBroken(loader, "cannot be loaded: acme.Gone (from " + folder.resolve("broken") + "/): ");
            assertBroken(loader, "Provider acme.Gone not found");
        }
    }

    @Test
    void refusesAStoreOfWhichAPartIsMissing() throws IOException {
        Path jar = jar("partial", "One", "class Base {}\n" + STORE.formatted("One extends Base", "one"));
        Files.delete(jar.resolve("acme/Base.class"));
        try (URLClassLoader loader = loader(jar)) {
            assertBroken(loader, "cannot be loaded: acme.One (from " + jar + "/): acme/Base");
        }
    }

    /** Among stores that are in order, and in an archive: the broken one alone is named, and its archive. */
    @Test
    void namesTheArchiveOfTheStoreThatCannotBeLoaded() throws IOException {
        Path good = jar("good", "Two", STORE.formatted("Two", "two"));
        Path jar = jar("partial", "One", "class Base {}\n" + STORE.formatted("One extends Base", "one"));
        Files.delete(jar.resolve("acme/Base.class"));
        Path archive = archive(jar, "one.jar");
        try (URLClassLoader loader = loader(good, archive)) {
            assertBroken(loader, "cannot be loaded: acme.One (from " + archive + "): acme/Base");
        }
    }

    @Test
    void saysThatAStoreNeedsANewerJava() throws IOException {
        Path jar = jar("newer", "One", STORE.formatted("One", "one"));
        Path type = jar.resolve("acme/One.class");
        byte[] bytes = Files.readAllBytes(type);
        bytes[6] = 1; // the first class file version of two bytes: no Java reads it for a long time
        Files.write(type, bytes);
        try (URLClassLoader loader = loader(jar)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> SecretStores.discover(loader))
                    .withMessageContaining("acme.One (from " + jar + "/): ")
                    .withMessageEndingWith("It needs a newer Java than this one, "
                            + Runtime.version().feature() + ": use that, or an older version of the store.");
        }
    }

    @Test
    void refusesAStoreThatCannotBeMade() throws IOException {
        Path jar = jar(
                "failing",
                "One",
                STORE.formatted("One", "one")
                        .replace(
                                "{\n    public S",
                                "{\n    public One() { throw new IllegalStateException(\"no\"); }\n    public S"));
        try (URLClassLoader loader = loader(jar)) {
            assertBroken(loader, "acme.One could not be instantiated: java.lang.IllegalStateException: no");
        }
    }

    @Test
    void refusesAStoreOfAnotherVersionOfTheSpi() throws IOException {
        Path old = Files.createDirectories(folder.resolve("old-spi"));
        for (String source : List.of("public interface SecretStoreFactory {}", "public class SecretStore {}")) {
            String name = source.replaceAll(".*(?:interface|class) (\\w+).*", "$1");
            Path file = folder.resolve(name + ".java");
            Files.writeString(file, PACKAGE + source);
            compile(old, file, old.toString());
        }
        Path jar = jar("old", "One", "public class One implements SecretStoreFactory {}", old.toString());
        try (URLClassLoader loader = loader(jar)) {
            assertBroken(loader, "acme.One (from " + jar + "/) was built for another version of secret-store-spi");
        }
    }

    @Test
    void refusesASecondCopyOfTheSpi() throws IOException {
        Path jar = jar("one", "One", STORE.formatted("One", "one"));
        URL spi = SecretStoreFactory.class.getProtectionDomain().getCodeSource().getLocation();
        // Finds its own copy of the SPI, as it happens in a container whose shared folder holds another one.
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL(), spi}, null)) {
            assertBroken(loader, "acme.One not a subtype");
        }
    }
}
