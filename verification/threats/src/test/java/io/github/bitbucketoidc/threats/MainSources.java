package io.github.bitbucketoidc.threats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the source file of a class by the name of the class alone, so that moving it breaks nothing that names it. */
final class MainSources {

    private final List<String> files;

    private MainSources(List<String> files) {
        this.files = files;
    }

    /** The main sources of every module below the root. */
    static MainSources of(Path root) {
        try {
            return new MainSources(Repository.javaFiles(root).stream()
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.contains("src/main/java/"))
                    .toList());
        } catch (IOException unreadable) {
            throw new AssertionError("the main sources below " + root + " cannot be read", unreadable);
        }
    }

    /**
     * Returns the one file of a top-level class, from the root of the repository.
     *
     * @param name the class's simple name; where several classes have it, behind a package that only one of them is in or
     *     below: {@code vault.Access} is the {@code Access} somewhere below a package {@code vault}
     * @throws AssertionError unless exactly one class has the name
     */
    String fileOf(String name) {
        Pattern wanted = Pattern.compile(Arrays.stream(name.split("\\.", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("/(?:.*/)?", ".*/", "\\.java")));
        List<String> found =
                files.stream().filter(file -> wanted.matcher(file).matches()).toList();
        if (found.isEmpty()) {
            throw new AssertionError(
                    "the catalogue names the class `" + name + "`, which no module has in its main sources."
                            + " fix: write the name that it has now after `in:`");
        }
        if (found.size() > 1) {
            throw new AssertionError("the catalogue names the class `" + name + "`, which is there " + found.size()
                    + " times: " + String.join(", ", found)
                    + ". fix: write a package before it that only one of them is in, such as `vault."
                    + name.substring(name.lastIndexOf('.') + 1) + "`");
        }
        return found.get(0);
    }
}
