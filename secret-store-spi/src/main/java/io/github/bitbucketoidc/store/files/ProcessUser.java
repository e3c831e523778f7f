package io.github.bitbucketoidc.store.files;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user and the groups of this process, by number: a container's user often has no name, and the kernel knows it all the
 * same.
 *
 * @param user who this process is
 * @param root who root is
 * @param groups every group of the process but that of root, where it is root that runs it
 */
record ProcessUser(@Nullable UserPrincipal user, @Nullable UserPrincipal root, Set<UserPrincipal> groups) {

    private static final Path STATUS = Path.of("/proc/self/status");

    /** Asked each time: it costs one small read of a file that is no file, and a program may give up its user. */
    static ProcessUser current() throws IOException {
        FileSystem files = FileSystems.getDefault();
        UserPrincipalLookupService lookup = files.getUserPrincipalLookupService();
        if (!Files.exists(STATUS)) {
            return new ProcessUser(
                    lookup.lookupPrincipalByName(System.getProperty("user.name")),
                    lookup.lookupPrincipalByName("root"),
                    Set.of());
        }
        String user = "0";
        Set<String> numbers = new HashSet<>();
        for (String line : Files.readAllLines(STATUS)) {
            List<String> words = List.of(line.split("\\s+"));
            switch (words.get(0)) {
                case "Uid:" -> user = words.get(2); // real, effective, saved, of the file system
                case "Gid:" -> numbers.add(words.get(2));
                case "Groups:" -> numbers.addAll(words.subList(1, words.size()));
                default -> {}
            }
        }
        if (user.equals("0")) {
            numbers.remove("0");
        }
        Set<UserPrincipal> groups = new HashSet<>();
        for (String number : numbers) {
            groups.add(lookup.lookupPrincipalByGroupName(number));
        }
        return new ProcessUser(
                lookup.lookupPrincipalByName(user), lookup.lookupPrincipalByName("0"), Set.copyOf(groups));
    }

    boolean isRoot(UserPrincipal owner) {
        return owner.equals(root);
    }

    boolean isUs(UserPrincipal owner) {
        return owner.equals(user);
    }
}
