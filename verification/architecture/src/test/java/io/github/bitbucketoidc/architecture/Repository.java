package io.github.bitbucketoidc.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeSet;

/** Where the files of the whole repository are. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bitbucket-oidc-core"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The source of a test of this module. */
    static Path sourceOf(Class<?> test) {
        return root().resolve("verification/architecture/src/test/java")
                .resolve(test.getName().replace('.', '/') + ".java");
    }

    /** The Java files below a folder, sorted. What is built is not looked at: another module may be at it just now. */
    static List<Path> javaFiles(Path folder) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(found);
    }
}
