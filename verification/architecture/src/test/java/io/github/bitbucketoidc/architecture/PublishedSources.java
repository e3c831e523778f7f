package io.github.bitbucketoidc.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The main sources that users see: of the modules that are published, which are those that do not say otherwise, directly below the root,
 * and in them of the packages that are exported.
 */
final class PublishedSources {

    private static final Pattern EXPORTED = Pattern.compile("^    exports ([\\w.]+);$", Pattern.MULTILINE);
    private static final Pattern AUTOMATIC = Pattern.compile("<Automatic-Module-Name>([\\w.]+)</");
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);$", Pattern.MULTILINE);

    private PublishedSources() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> modules = Files.list(Repository.root())) {
            return modules.filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .filter(PublishedSources::isPublished)
                    .sorted()
                    .flatMap(PublishedSources::sources)
                    .toList();
        }
    }

    /** The names of the packages that users see. */
    static Set<String> packages() throws IOException {
        return files().stream()
                .map(file -> PACKAGE.matcher(read(file)))
                .filter(Matcher::find)
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static boolean isPublished(Path module) {
        return !read(module.resolve("pom.xml")).contains("<maven.deploy.skip>true</maven.deploy.skip>");
    }

    private static Stream<Path> sources(Path module) {
        Set<String> exported = exported(module);
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> isExported(file, exported))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new AssertionError(module + " cannot be read", unreadable);
        }
    }

    /** What the module declares; of one without a declaration the package that has its name. */
    private static Set<String> exported(Path module) {
        Path declared = module.resolve("src/main/java/module-info.java");
        boolean isDeclared = Files.exists(declared);
        return (isDeclared ? EXPORTED : AUTOMATIC)
                .matcher(read(isDeclared ? declared : module.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static boolean isExported(Path file, Set<String> exported) {
        Matcher name = PACKAGE.matcher(read(file));
        return !name.find() || exported.contains(name.group(1)); // the declaration of a module is in no package
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }
}
