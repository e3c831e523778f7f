package io.github.bitbucketoidc.store.file.folder;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.file.reading.FieldName;
import io.github.bitbucketoidc.store.file.reading.FileChangedException;
import io.github.bitbucketoidc.store.file.reading.FileProblemException;
import io.github.bitbucketoidc.store.file.reading.FileReading;
import io.github.bitbucketoidc.store.file.reading.Text;
import io.github.bitbucketoidc.store.files.FileFacts;
import io.github.bitbucketoidc.store.files.OpenFolder;
import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One attempt to read the secrets of one request from a folder: it walks by open folders and follows no link but {@code ..data},
 * so that what is checked is what is read. For one thread; close it.
 */
final class FolderRead implements AutoCloseable {

    /** What Kubernetes' names for its own links and folders begin with; neither secrets nor fields. */
    static final String HIDDEN = "..";

    private static final String MOUNTED = "..data";
    /** Stands for the field that a file would be whose name nobody could see in a message. */
    private static final String UNNAMEABLE = "(a file with a name that cannot be the name of a field)";

    private static final int MAX_FIELDS = 1000;

    /** A mount that was met: each has one state in an attempt, whatever is swapped meanwhile. */
    private record Mount(OpenFolder folder, OpenFolder data) {}

    private final List<OpenFolder> opened = new ArrayList<>();
    private final Map<Object, Mount> mounts = new HashMap<>();
    private final FileReading reading;
    private final Deadline deadline;
    private final OpenFolder root;

    FolderRead(Path folder, FileReading reading, Deadline deadline) throws IOException, FileProblemException {
        this.reading = reading;
        this.deadline = deadline;
        try {
            this.root = keep(OpenFolder.open(folder));
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw FileProblemException.unavailable("there is no folder '" + folder + "'", "", null);
        }
    }

    private OpenFolder keep(OpenFolder folder) {
        opened.add(folder);
        return folder;
    }

    /** What stands at a path now. */
    FolderSight look(SecretPath path) throws IOException, FileProblemException, FileChangedException {
        List<String> segments = path.segments();
        if (segments.stream().anyMatch(segment -> segment.startsWith(HIDDEN))) {
            return FolderSight.nothing(true);
        }
        try {
            return walk(segments);
        } catch (InvalidPathException e) {
            throw FileProblemException.misconfigured(
                    "this system cannot have a file of this name",
                    "see that its locale is a UTF-8 one, as in LC_ALL=C.UTF-8");
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new FileChangedException("a file was removed or exchanged");
        }
    }

    private FolderSight walk(List<String> segments) throws IOException, FileProblemException, FileChangedException {
        OpenFolder at = root;
        boolean mounted = false;
        for (int i = 0; ; i++) {
            stillWanted();
            String name = segments.get(i);
            Optional<OpenFolder> data = data(at);
            FileFacts facts = at.look(name).orElse(null);
            if (data.isPresent() && (facts == null || facts.kind() == FileFacts.Kind.LINK)) {
                mounted = true;
                at = data.get();
                facts = at.look(name).orElse(null);
            }
            if (facts == null) {
                return FolderSight.nothing(mounted).dated(at.facts());
            }
            boolean last = i == segments.size() - 1;
            switch (facts.kind()) {
                case LINK -> throw link(at, name);
                case FOLDER -> at = keep(at.folder(name));
                default -> {
                    return last
                            ? value(at, name, facts, mounted)
                            : FolderSight.nothing(mounted).dated(facts);
                }
            }
            if (last) {
                return fields(at, mounted);
            }
        }
    }

    /** The folder that a mount shows; empty if this is none. */
    private Optional<OpenFolder> data(OpenFolder folder) throws IOException, FileProblemException {
        FileFacts link = folder.look(MOUNTED).orElse(null);
        if (link == null || link.kind() != FileFacts.Kind.LINK) {
            return Optional.empty();
        }
        Object key = folder.facts().key();
        Mount known = key == null ? null : mounts.get(key);
        if (known != null) {
            return Optional.of(known.data());
        }
        Optional<OpenFolder> data = folder.mounted(MOUNTED);
        if (data.isEmpty()) {
            if (folder.look(MOUNTED).equals(Optional.of(link))) {
                throw link(folder, MOUNTED);
            }
            return data(folder); // swapped in this moment
        }
        keep(data.get());
        if (key != null) {
            mounts.put(key, new Mount(folder, data.get()));
        }
        return data;
    }

    private static FileProblemException link(OpenFolder folder, String name) {
        return FileProblemException.misconfigured(
                "'" + folder.path().resolve(name)
                        + "' is a link, and a link leads out of the folder or into another secret",
                "put the file itself there; only Kubernetes' own links, to ..data in the same folder, are followed");
    }

    private FolderSight value(OpenFolder folder, String name, FileFacts facts, boolean mounted)
            throws IOException, FileProblemException, FileChangedException {
        FolderSight sight = FolderSight.nothing(mounted).dated(facts);
        try {
            return sight.with(Secret.ofText(read(folder, name)));
        } catch (FileProblemException e) {
            return sight.with(e);
        }
    }

    private FolderSight fields(OpenFolder folder, boolean below)
            throws IOException, FileProblemException, FileChangedException {
        Optional<OpenFolder> data = data(folder);
        OpenFolder listed = data.orElse(folder);
        boolean mounted = below || data.isPresent();
        Map<String, FileFacts> before = list(listed);
        FolderSight sight = FolderSight.nothing(mounted).dated(listed.facts());
        Map<String, SecretValue> fields = new LinkedHashMap<>();
        Map<String, String> malformed = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, FileFacts> file : before.entrySet()) {
            stillWanted();
            if (file.getValue().kind() == FileFacts.Kind.FOLDER) {
                continue;
            }
            sight = sight.dated(file.getValue());
            try {
                SecretValue value = read(listed, file.getKey());
                bytes += file.getValue().size();
                if (FieldName.wellFormed(file.getKey())) {
                    fields.put(file.getKey(), value);
                } else {
                    malformed.put(UNNAMEABLE, "rename it: visible characters only, at most 255");
                }
            } catch (FileProblemException e) {
                // Whoever asks for this field, or for all, is refused; the others are what they are.
                malformed.put(FieldName.wellFormed(file.getKey()) ? file.getKey() : UNNAMEABLE, e.line());
            }
            if (bytes > Text.MAX_BYTES) {
                return sight.with(FileProblemException.misconfigured(
                        "the files in '" + listed.path() + "' are together larger than " + Text.MAX_BYTES + " bytes",
                        "no secret is that large"));
            }
        }
        if (!list(listed).equals(before)) {
            throw new FileChangedException("a file was changed");
        }
        if (fields.isEmpty() && malformed.isEmpty()) {
            return sight;
        }
        return sight.with(Secret.ofFields(fields, malformed.keySet())).withMalformed(malformed);
    }

    /** The names in alphabetical order and what they are, without those that Kubernetes keeps for itself. */
    private static Map<String, FileFacts> list(OpenFolder folder)
            throws IOException, FileProblemException, FileChangedException {
        Map<String, FileFacts> list = new LinkedHashMap<>();
        for (String name : new TreeSet<>(folder.names(2 * MAX_FIELDS))) {
            if (!name.startsWith(HIDDEN)) {
                list.put(name, folder.look(name).orElseThrow(() -> new FileChangedException("a file was removed")));
            }
        }
        if (list.size() > MAX_FIELDS) {
            throw FileProblemException.misconfigured(
                    "the folder '" + folder.path() + "' has more than " + MAX_FIELDS + " entries",
                    "no secret has that many fields");
        }
        return list;
    }

    private SecretValue read(OpenFolder folder, String name)
            throws NoSuchFileException, FileProblemException, FileChangedException {
        byte[] bytes;
        try {
            bytes = folder.read(name, Text.MAX_BYTES, reading.rule())
                    .orElseThrow(() -> new FileChangedException("a file was changed"));
        } catch (UnusableFileException e) {
            throw FileProblemException.of(e);
        }
        String shown = folder.path().resolve(name).toString();
        if (bytes.length == 0) {
            throw FileProblemException.malformed(
                    "the file '" + shown + "' is empty", "put the value there or remove it");
        }
        return reading.value(shown, bytes);
    }

    private void stillWanted() throws FileProblemException {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw FileProblemException.unavailable("the answer is no longer wanted", "", null);
        }
    }

    /** Whether every mount still shows what it showed; if not, what was read may have been half gone. */
    boolean unchanged() throws IOException {
        for (Mount mount : mounts.values()) {
            Optional<OpenFolder> now = mount.folder().mounted(MOUNTED);
            if (now.isEmpty()) {
                return false;
            }
            try (OpenFolder data = now.get()) {
                if (!data.facts().equals(mount.data().facts())) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        opened.forEach(OpenFolder::close);
    }
}
