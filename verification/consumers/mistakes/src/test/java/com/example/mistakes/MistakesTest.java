package com.example.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.kit.Program;
import com.example.kit.Workplace;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application hears when it is put together wrongly: one message that says what to do. */
class MistakesTest {

    @TempDir
    Path folder;

    private final Path store = jarOf("io.github.bitbucketoidc.store.file.FileStoreFactory");

    @Test
    void noStoreAtAll() throws Exception {
        message(withoutStores(), "file")
                .hasMessageContaining("there is no store of this type; no store was found on the class path or module path")
                .hasMessageContaining("add the artifact io.github.bitbucketoidc:store-file");
    }

    @Test
    void aStoreOfWhichNobodyHasHeard() throws Exception {
        message(loader(store), "fiel")
                .hasMessageContaining("there is no store of this type; found: file")
                .hasMessageContaining("did you mean 'file'?");
    }

    @Test
    void twoVersionsOfOneStore() throws Exception {
        Path newer = Files.copy(store, folder.resolve("store-file-0.1.0.jar"));
        Path older = folder.resolve("store-file-0.0.9.jar");
        repack(store, older);
        message(loader(newer, older), "file")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The secret store 'file' is there twice, in two versions: ")
                .hasMessageContaining("store-file-0.1.0.jar")
                .hasMessageContaining("store-file-0.0.9.jar")
                .hasMessageContaining("remove one of them");
    }

    @Test
    void aStoreThatWasBuiltForANewerSpi() throws Exception {
        Path newer = newerSpi();
        Path jar = Files.createDirectories(folder.resolve("future-store"));
        compile(jar, "acme/FutureStore.java", """
                package acme;
                import io.github.bitbucketoidc.store.*;
                public final class FutureStore implements SecretStoreFactory {
                    public String type() { return "future"; }
                    public SecretStore open(StoreConfig config) { return Tomorrow.make(config); }
                }
                """, newer + ":" + System.getProperty("java.class.path"));
        register(jar, "acme.FutureStore");
        message(loader(jar), "future")
                .hasMessageContaining("the 'future' store was built for another version of secret-store-spi")
                .hasMessageContaining("update its jar, or the library if the store is the newer one: acme.FutureStore (from " + jar + "/)");
    }

    @Test
    void aStoreWhoseFactoryTheSpiDoesNotKnowYet() throws Exception {
        Path newer = newerSpi();
        Path jar = Files.createDirectories(folder.resolve("future-factory"));
        compile(jar, "acme/FutureFactory.java", """
                package acme;
                import io.github.bitbucketoidc.store.*;
                public final class FutureFactory extends Tomorrow implements SecretStoreFactory {
                    public String type() { return "future"; }
                    public SecretStore open(StoreConfig config) { return null; }
                }
                """, newer + ":" + System.getProperty("java.class.path"));
        register(jar, "acme.FutureFactory");
        message(loader(jar), "future")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be loaded: acme.FutureFactory (from " + jar + "/): ")
                .hasMessageContaining("was built for another version of secret-store-spi: update its jar, or the library")
                .hasMessageContaining(", or remove it");
    }

    /** As in an application whose framework brings one: the message comes before anything fails for it. */
    @Test
    void anOlderNimbus() throws Exception {
        Path older = Path.of("target", "older", "nimbus-jose-jwt-9.37.4.jar").toAbsolutePath();
        assertThat(older).exists();
        compile(folder, "Opens.java", """
                public final class Opens {
                    public static void main(String[] policy) {
                        io.github.bitbucketoidc.provider.SecretProvider.open(java.nio.file.Path.of(policy[0])).close();
                    }
                }
                """, System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = folder + ":" + older + ":" + System.getProperty("java.class.path");
        assertThat(Program.failure(List.of(java, "-cp", classPath, "Opens"), "file"))
                .contains("Nimbus JOSE + JWT 9.37.4 is too old: this library needs 10.5 or newer")
                .contains("nimbus-jose-jwt-9.37.4.jar")
                .contains("fix: put com.nimbusds:nimbus-jose-jwt:10.5 or newer into")
                .doesNotContain("NoSuchMethodError", "NoClassDefFoundError");
    }

    /** A JDK below 17 is told so by itself: every class of the library is of Java 17. */
    @Test
    void anOlderJdk() throws Exception {
        try (JarFile jar = new JarFile(jarOf("io.github.bitbucketoidc.provider.SecretProvider").toFile())) {
            for (JarEntry entry : jar.stream().filter(file -> file.getName().endsWith(".class")).toList()) {
                byte[] head = jar.getInputStream(entry).readNBytes(8);
                assertThat(head[7]).as(entry.getName()).isEqualTo((byte) 61);
            }
        }
    }

    /** What opening a provider says when its stores are looked for here. */
    private AbstractThrowableAssert<?, ? extends Throwable> message(ClassLoader stores, String type) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (Workplace workplace = new Workplace()) {
            Files.writeString(workplace.policy(), workplace.policyText(type));
            thread.setContextClassLoader(stores);
            return assertThatThrownBy(() -> SecretProvider.open(workplace.policy()).close());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Path jarOf(String type) {
        try {
            return Path.of(Class.forName(type).getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The library without any store: the application's class path holds the file store. */
    private ClassLoader withoutStores() {
        return new ClassLoader(getClass().getClassLoader()) {
            @Override
            public java.util.Enumeration<URL> getResources(String name) throws IOException {
                return name.equals("META-INF/services/" + SecretStoreFactory.class.getName())
                        ? java.util.Collections.emptyEnumeration()
                        : super.getResources(name);
            }
        };
    }

    /** Finds stores in these jars only; everything else comes from the application. */
    private ClassLoader loader(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        ClassLoader application = withoutStores();
        return new URLClassLoader(urls, application) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                synchronized (getClassLoadingLock(name)) {
                    if (name.startsWith("io.github.bitbucketoidc.store.file.") && findLoadedClass(name) == null) {
                        return findClass(name);
                    }
                    return super.loadClass(name, resolve);
                }
            }

            @Override
            public java.util.Enumeration<URL> getResources(String name) throws IOException {
                return name.startsWith("io/github/bitbucketoidc/store/file/") ? findResources(name) : super.getResources(name);
            }
        };
    }

    private Path newerSpi() throws IOException {
        Path newer = Files.createDirectories(folder.resolve("newer-spi"));
        compile(newer, "io/github/bitbucketoidc/store/Tomorrow.java", """
                package io.github.bitbucketoidc.store;
                public class Tomorrow {
                    public static SecretStore make(StoreConfig config) { return null; }
                }
                """, System.getProperty("java.class.path"));
        return newer;
    }

    private void compile(Path into, String file, String source, String classPath) throws IOException {
        Path java = folder.resolve("src").resolve(file);
        Files.createDirectories(java.getParent());
        Files.writeString(java, source);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", into.toString(), "-cp", classPath, java.toString());
        assertThat(failed).isZero();
    }

    private static void register(Path jar, String factory) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(SecretStoreFactory.class.getName()), factory + "\n");
    }

    /** The same classes in a jar of other bytes, as another version would have them. */
    private static void repack(Path from, Path to) throws IOException {
        try (JarFile in = new JarFile(from.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
            for (JarEntry entry : in.stream().toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(in.getInputStream(entry).readAllBytes());
            }
        }
    }
}
