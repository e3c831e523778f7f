package io.github.bitbucketoidc.benchmarks.load;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The class path of this program with its folders packed: the virtual machine keeps no archive of classes from folders. */
final class PackedPath {

    private PackedPath() {}

    static String of(Path folder) throws IOException {
        List<String> packed = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(element);
            packed.add(
                    Files.isDirectory(path)
                            ? pack(path, folder.resolve(packed.size() + ".jar")).toString()
                            : element);
        }
        return String.join(File.pathSeparator, packed);
    }

    private static Path pack(Path classes, Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
            for (Path source : (Iterable<Path>) files::iterator) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(source).toString().replace(File.separatorChar, '/')));
                Files.copy(source, zip);
                zip.closeEntry();
            }
        }
        return archive;
    }
}
