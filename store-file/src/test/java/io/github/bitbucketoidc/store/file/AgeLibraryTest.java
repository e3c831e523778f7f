package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.file.AgeFixture.Identity;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;

/** An application without the library that decrypts: it reads plain files as before, and is told what to add for others. */
class AgeLibraryTest {

    @TempDir
    Path folder;

    /** What the application has, and nothing of this process beside the JDK. */
    private static URLClassLoader application(Class<?>... more) {
        return new URLClassLoader(locations(more).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static List<URL> locations(Class<?>... more) {
        List<Class<?>> parts =
                new ArrayList<>(List.of(FileStoreFactory.class, StoreConfig.class, JsonFactory.class, Load.class));
        parts.addAll(List.of(more));
        return parts.stream()
                .map(part -> part.getProtectionDomain().getCodeSource().getLocation())
                .toList();
    }

    private static Class<?>[] library() throws ClassNotFoundException {
        return new Class<?>[] {
            com.exceptionfactory.jagged.RecipientStanzaReader.class,
            Class.forName("com.exceptionfactory.jagged.bech32.Bech32"),
            com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory.class,
            com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory.class
        };
    }

    /** The same as modules, of which these are asked for by name. */
    private static ClassLoader modules(String... roots) throws Exception {
        List<Path> path = new ArrayList<>();
        for (URL location : locations(library())) {
            path.add(Path.of(location.toURI()));
        }
        Configuration resolved = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(path.toArray(Path[]::new)), ModuleFinder.of(), Set.of(roots));
        return ModuleLayer.boot()
                .defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader())
                .findLoader(roots[0]);
    }

    private static String open(ClassLoader loader, Map<String, ?> settings) throws ReflectiveOperationException {
        Class<?> configs = loader.loadClass(StoreConfig.class.getName());
        Class<?> stores = loader.loadClass(SecretStores.class.getName());
        Object config = configs.getMethod("of", Map.class).invoke(null, settings);
        Object all = stores.getMethod("discover", ClassLoader.class).invoke(null, loader);
        try {
            Object store = stores.getMethod("open", String.class, configs).invoke(all, "file", config);
            ((AutoCloseable) store).close();
            return "opened";
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        } catch (Exception e) {
            throw new AssertionError("the store cannot be closed", e);
        }
    }

    private Map<String, ?> encrypted() throws Exception {
        Identity identity = Identity.generate();
        Path key = Fixture.write(folder.resolve("age.key"), identity.file());
        Path file = Fixture.write(folder.resolve("s.yaml.age"), AgeFixture.encrypt("a: one\n", identity));
        return Map.of("path", file.toString(), "identity", Map.of("file", key.toString()));
    }

    /** Modules that are needed by some only, and have no descriptors, are not there unless somebody asks for them. */
    @Test
    void isAskedForByNameOnTheModulePath() throws Exception {
        String store = "io.github.bitbucketoidc.store.file";
        assertThat(open(modules(store), encrypted())).contains("jagged-x25519, which brings the others");
        assertThat(open(modules(store, "com.exceptionfactory.jagged.x25519"), encrypted()))
                .isEqualTo("opened");
    }

    @Test
    void saysWhatToAdd() throws Exception {
        Map<String, ?> settings = encrypted();
        try (URLClassLoader loader = application()) {
            assertThat(open(loader, settings))
                    .contains("path: what decrypts a file with a name in .age is not there: jagged-api, jagged-bech32,"
                            + " jagged-framework, jagged-x25519 of com.exceptionfactory.jagged (add the artifact"
                            + " com.exceptionfactory.jagged:jagged-x25519, which brings the others; on the module path also"
                            + " --add-modules com.exceptionfactory.jagged.x25519)")
                    .doesNotContain("NoClassDefFound", "another version");
        }
        try (URLClassLoader loader = application(com.exceptionfactory.jagged.RecipientStanzaReader.class)) {
            assertThat(open(loader, settings)).contains(": jagged-bech32, jagged-framework, jagged-x25519 of");
        }
        try (URLClassLoader loader = application(library())) {
            assertThat(open(loader, settings)).isEqualTo("opened");
        }
    }

    @Test
    void isNotNeededForPlainFiles() throws Exception {
        Path file = Fixture.write(folder.resolve("s.yaml"), "a: one\n");
        try (URLClassLoader loader = application()) {
            Assertions.assertThatThrownBy(() -> loader.loadClass("com.exceptionfactory.jagged.RecipientStanzaReader"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(open(loader, Map.of("path", file.toString()))).isEqualTo("opened");
        }
    }
}
