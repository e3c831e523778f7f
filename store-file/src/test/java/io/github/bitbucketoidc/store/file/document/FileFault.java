package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.file.Fixture;
import io.github.bitbucketoidc.store.files.StillContent;
import io.github.bitbucketoidc.testkit.Fault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fault of the file's lines in the table of faults, or of what stands beside files.
 *
 * @param name what it is called
 * @param of which part it breaks; a part breaks in one way at a time
 * @param codes those that it may have; none if an answer does not suffer from it
 * @param breaks begins it
 */
record FileFault(String name, String of, Set<String> codes, Action breaks) {

    /** What breaks something. */
    interface Action {
        void run(FilePatient patient) throws Exception;
    }

    private interface OnPath {
        void run(Path path) throws Exception;
    }

    private static final String MALFORMED = "secret_malformed";
    private static final String MISSING = "secret_missing";

    @Override
    public String toString() {
        return of + ": " + name;
    }

    /** A file whose last good content is served whatever becomes of it. */
    static List<FileFault> ofTheFile() {
        List<FileFault> faults = new ArrayList<>();
        for (FileFault fault : anywhere("the file", patient -> patient.file, Set.of(), Set.of(), Set.of())) {
            faults.add(new FileFault(fault.name, fault.of, Set.of(), fault.breaks));
        }
        faults.add(written("half written", "one: { a: \"eins"));
        faults.add(written("a name twice", "one: a a a a a\none: b b b b b\n"));
        faults.add(written("a value that is no text", "one: 5\n"));
        faults.add(new FileFault("another secret only", "the file", Set.of(MISSING), patient -> {
            Fixture.write(patient.file, "two: \"zwei zwei\"\n");
            patient.pass(Duration.ZERO);
            patient.pass(StillContent.CUT_OFF); // it lacks what stood at the end
        }));
        faults.add(written("half of a JSON file", "{ \"one\": \"eins"));
        return faults;
    }

    static List<FileFault> ofTheFirst() {
        List<FileFault> faults = new ArrayList<>(
                anywhere("a secret", patient -> patient.first, Set.of(MISSING), Set.of(MISSING), Set.of(MALFORMED)));
        faults.add(new FileFault("replaced all the time", "a secret", Set.of(), FilePatient::replaceAllTheTime));
        return faults;
    }

    static List<FileFault> ofTheSecond() {
        return anywhere(
                "a field", patient -> patient.second, Set.of(MISSING), Set.of(MISSING, MALFORMED), Set.of(MALFORMED));
    }

    /** Keys that nobody may use any longer, and a mandatory audit log on a full disk. */
    static List<FileFault> besideFiles() {
        return List.of(
                new FileFault(
                        "server fails, and the last ones are too old", "keys", Set.of("keys_unavailable"), patient -> {
                            patient.bitbucket.acme().discovery().fails(Fault.status(500));
                            patient.bitbucket.acme().keys().fails(Fault.status(500));
                            patient.pass(Duration.ofHours(2));
                        }),
                new FileFault(
                        "disk full",
                        "audit log",
                        Set.of("audit_unavailable"),
                        patient -> patient.auditFails.set(true)));
    }

    private static List<FileFault> anywhere(
            String of, Function<FilePatient, Path> target, Set<String> missing, Set<String> folder, Set<String> link) {
        record Named(String name, Set<String> codes, OnPath breaks) {}
        return Stream.of(
                        new Named("missing", missing, path -> {}),
                        new Named("empty", Set.of(MALFORMED), FileFault::empty),
                        new Named("not UTF-8", Set.of(MALFORMED), path -> Fixture.write(path, new byte[] {'a', -1})),
                        new Named("with NUL", Set.of(MALFORMED), path -> Fixture.write(path, "one: \"ab\0cdefgh\"")),
                        new Named("of 1 GB", Set.of(MALFORMED), FileFault::sparse),
                        new Named("a folder", folder, Files::createDirectory),
                        new Named("a pipe", Set.of(MALFORMED), Fixture::fifo),
                        new Named("a device", Set.of(MALFORMED), path -> link(path, "/dev/zero")),
                        new Named("a link to nothing", link, path -> link(path, "nothing")),
                        new Named(
                                "a circle of links",
                                Set.of(MALFORMED, "store_unavailable"),
                                path -> link(path, path.getFileName().toString())),
                        new Named(
                                "open to everybody",
                                Set.of(MALFORMED),
                                path -> Fixture.mode(Fixture.write(path, "one: \"neun neun\""), "rw-r--r--")))
                .map(named -> new FileFault(named.name, of, named.codes, patient -> {
                    clear(target.apply(patient));
                    named.breaks.run(target.apply(patient));
                }))
                .toList();
    }

    private static FileFault written(String name, String text) {
        return new FileFault(name, "the file", Set.of(), patient -> Fixture.write(patient.file, text));
    }

    /** Long enough ago that nobody is still writing it. */
    private static void empty(Path path) throws IOException {
        Files.setLastModifiedTime(
                Fixture.write(path, ""), FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static void sparse(Path path) throws IOException {
        Fixture.write(path, "a");
        try (RandomAccessFile large = new RandomAccessFile(path.toFile(), "rw")) {
            large.setLength(1L << 30);
        }
    }

    private static void link(Path path, String target) throws IOException {
        Files.createSymbolicLink(path, Path.of(target));
    }

    /** Removes what is there, whatever it is. */
    static void clear(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
