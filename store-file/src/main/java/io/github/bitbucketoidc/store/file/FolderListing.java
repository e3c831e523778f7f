package io.github.bitbucketoidc.store.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The names in a folder whose files are fields. */
final class FolderListing {

    private static final int MAX_FIELDS = 1000;

    private FolderListing() {}

    /** The names in alphabetical order, without those that Kubernetes keeps for itself. */
    static List<Path> names(Path folder) throws IOException, FileProblemException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Path name = Objects.requireNonNull(entry.getFileName());
                if (!name.toString().startsWith(FolderRead.HIDDEN)) {
                    names.add(name);
                }
                if (names.size() > MAX_FIELDS) {
                    throw FileProblemException.misconfigured(
                            "the folder '" + folder + "' has more than " + MAX_FIELDS + " entries",
                            "no secret has that many fields");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    /** The field that a file is. */
    static String fieldName(Path folder, Path name) throws FileProblemException {
        String field = name.toString();
        if (!FieldName.wellFormed(field)) {
            throw FileProblemException.malformed(
                    "a file in '" + folder + "' has a name that cannot be the name of a field",
                    "rename it: visible characters only, at most 255");
        }
        return field;
    }
}
