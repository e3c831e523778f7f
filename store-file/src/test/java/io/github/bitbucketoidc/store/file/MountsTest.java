package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.rows.Row;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Kubernetes, Docker and systemd mount for a service that is not root, with their owners, modes and links, is read by a
 * program of such a user, with the words of {@code permissions} that docs/files.md gives for it. Needs root, to make files of root
 * and to start a program of somebody else.
 */
class MountsTest {

    private static final int USER = 64_123;
    private static final int FS_GROUP = 64_200;
    private static final List<String> KINDS = List.of("folder", "file", "credential");
    private static final List<String> WORDS = List.of("owner", "group", "any");

    @TempDir
    Path base;

    private final List<String> classPath = new ArrayList<>();

    @BeforeEach
    void openTheWay() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(base, "unix:uid")), "the tests run as root");
        assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "setpriv of util-linux is there");
        attribute(base, 0, 0755);
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : tests.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                copy(Path.of(entry));
            }
        }
    }

    @Row("W3")
    @Test
    void aKubernetesSecretOfTheProvidersGroupNeedsNoWord() throws Exception {
        for (int mode : List.of(0440, 0640)) {
            Path mount = kubernetes("group-" + Integer.toOctalString(mode), FS_GROUP, mode);
            for (String word : WORDS) {
                assertThat(everything(mount, word))
                        .allSatisfy((kind, said) -> assertThat(said).isEqualTo("of-mount"));
            }
        }
    }

    @Row("W3")
    @Test
    void aKubernetesSecretThatAllMayReadNeedsAny() throws Exception {
        Path mount = kubernetes("usual", 0, 0644);
        for (String word : List.of("owner", "group")) {
            assertThat(everything(mount, word)).allSatisfy((kind, said) -> {
                if (kind.equals("policy")) {
                    assertThat(said).isEqualTo("of-mount");
                } else {
                    assertThat(said)
                            .startsWith("refused: ")
                            .contains("others have access to the file", "rw-r--r--", "any");
                }
            });
        }
        assertThat(everything(mount, "any").values()).containsOnly("of-mount");
    }

    @Test
    void aSwappedMountIsReadFromItsNewFolder() throws Exception {
        Path mount = kubernetes("swapped", FS_GROUP, 0440);
        assertThat(everything(mount, "owner").values()).containsOnly("of-mount");
        fill(mount.resolve("..2026_12_01_00_00_00.2"), "of-swap", FS_GROUP, 0440);
        Fixture.link(mount.resolve("..data"), "..2026_12_01_00_00_00.2");
        assertThat(everything(mount, "owner").values()).containsOnly("of-swap");
    }

    /** Each file is mounted by itself: a plain file in a folder of the image, which is not of the provider's group. */
    @Row("W3")
    @Test
    void aFileThatIsMountedByItselfIsReadAsInItsFolder() throws Exception {
        Path mount = kubernetes("whole", FS_GROUP, 0440);
        Path image = attribute(Files.createDirectory(base.resolve("image")), 0, 0755);
        StringBuilder mounts = new StringBuilder();
        for (String name : List.of("token", "secrets.yaml", "policy.yaml")) {
            Files.createFile(image.resolve(name));
            mounts.append("mount --bind -o ro ")
                    .append(mount.resolve(name).toRealPath())
                    .append(' ')
                    .append(image.resolve(name))
                    .append(" && ");
        }
        assumeTrue(run(List.of("unshare", "-m", "sh", "-c", mounts + "true")).isEmpty(), "this system lets us mount");
        assertThat(everything(image, "owner", mounts.toString(), "").values()).containsOnly("of-mount");
    }

    /** Swarm and Compose: files of root that all may read, in a folder that nobody may write. */
    @Row("W3")
    @Test
    void aSecretOfDockerNeedsAny() throws Exception {
        Path secrets = fill(base.resolve("secrets"), "of-mount", 0, 0444);
        attribute(secrets, 0, 0555);
        for (String word : List.of("owner", "group")) {
            Map<String, String> said = everything(secrets, word);
            assertThat(said.remove("policy")).isEqualTo("of-mount");
            assertThat(said.values())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains("others have access to the file", "r--r--r--"));
        }
        assertThat(everything(secrets, "any").values()).containsOnly("of-mount");
    }

    /** With {@code uid: "64123"} and {@code mode: 0400} in the long form of Docker's {@code secrets}. */
    @Test
    void aSecretOfDockerThatIsTheProvidersOwnNeedsNoWord() throws Exception {
        Path secrets = fill(base.resolve("own"), "of-mount", 0, 0400);
        for (String name : List.of("token", "secrets.yaml", "policy.yaml")) {
            Files.setAttribute(secrets.resolve(name), "unix:uid", USER);
        }
        assertThat(everything(secrets, "owner").values()).containsOnly("of-mount");
    }

    /**
     * systemd gives a service's user access by an access control list, whose mask shows as the bits of the group; where none can be
     * set here, the group itself stands in for it, as one of the process that is no owner of anything.
     */
    @Row("W3")
    @Test
    void aCredentialOfSystemdNeedsNoWord() throws Exception {
        Path credentials = fill(base.resolve("provider.service"), "of-mount", 0, 0440);
        attribute(credentials, 0, 0550);
        String grant = "setfacl -R -m u:" + USER + ":rX " + credentials + " && ";
        boolean list = Files.exists(Path.of("/usr/bin/setfacl"));
        String environment = "CREDENTIALS_DIRECTORY=" + credentials + " ";
        assertThat(everything(credentials, "owner", list ? grant : "", environment, !list)
                        .values())
                .containsOnly("of-mount");
        Map<String, String> elsewhere = everything(credentials, "owner", "", "", !list);
        assertThat(elsewhere.remove("policy")).isEqualTo("of-mount");
        assertThat(elsewhere.values())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("others have access to the file", "r--r-----"));
    }

    /** A volume as the kubelet makes it: root's, all may add to it but not take away, and each name leads through ..data. */
    private Path kubernetes(String name, int group, int mode) throws IOException {
        Path mount = Files.createDirectory(base.resolve(name));
        fill(mount.resolve("..2026_11_30_00_00_00.1"), "of-mount", group, mode);
        Fixture.link(mount.resolve("..data"), "..2026_11_30_00_00_00.1");
        for (String file : List.of("token", "secrets.yaml", "policy.yaml")) {
            Files.createSymbolicLink(mount.resolve(file), Path.of("..data", file));
        }
        return attribute(mount, group, group == 0 ? 01777 : 03777);
    }

    private static Path fill(Path folder, String word, int group, int mode) throws IOException {
        Files.createDirectory(folder);
        attribute(Files.writeString(folder.resolve("token"), word), group, mode);
        attribute(Files.writeString(folder.resolve("secrets.yaml"), "token: " + word + "\n"), group, mode);
        attribute(Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  %s: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
                """.formatted(word)), group, mode);
        for (String name : List.of("token", "secrets.yaml", "policy.yaml")) {
            Fixture.settle(folder.resolve(name));
        }
        return attribute(folder, group, group == 0 ? 0755 : 02755);
    }

    private static Path attribute(Path file, int group, int mode) throws IOException {
        Files.setAttribute(file, "unix:gid", group);
        Files.setAttribute(file, "unix:mode", mode);
        return file;
    }

    private Map<String, String> everything(Path folder, String word) throws Exception {
        return everything(folder, word, "", "");
    }

    private Map<String, String> everything(Path folder, String word, String before, String environment)
            throws Exception {
        return everything(folder, word, before, environment, false);
    }

    /** What the provider's user reads by each kind of setting, and as the policy. */
    private Map<String, String> everything(Path folder, String word, String before, String environment, boolean asRoot)
            throws Exception {
        String user = asRoot ? "" : "setpriv --reuid=" + USER + " --regid=" + USER + " --groups=" + FS_GROUP + " ";
        List<String> kinds = Stream.concat(KINDS.stream(), Stream.of("policy")).toList();
        StringBuilder command = new StringBuilder(before)
                .append("exec env ")
                .append(environment)
                .append(user)
                .append(System.getProperty("java.home"))
                .append("/bin/java -XX:TieredStopAtLevel=1 -cp ")
                .append(String.join(":", classPath))
                .append(' ')
                .append(MountReader.class.getName());
        kinds.forEach(kind -> command.append(" '").append(kind + " " + word + " " + folder + "'"));
        Map<String, String> said = new TreeMap<>();
        String output = run(List.of("unshare", "-m", "sh", "-c", command.toString()));
        for (String line :
                output.lines().filter(line -> line.contains(folder + ": ")).toList()) {
            said.put(
                    line.substring(0, line.indexOf(' ')),
                    line.substring(
                            line.indexOf(folder + ": ") + folder.toString().length() + 2));
        }
        assertThat(said.keySet()).as(output).containsExactlyInAnyOrderElementsOf(kinds);
        return said;
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile())
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    /** To where somebody else can read it: what the tests run from may lie below a home. */
    private void copy(Path entry) throws IOException {
        Path target = base.resolve("classes-" + classPath.size() + "-" + entry.getFileName());
        classPath.add(target.toString());
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.toList()) {
                Path to = file.equals(entry)
                        ? target
                        : target.resolve(entry.relativize(file).toString());
                boolean folder = Files.isDirectory(file);
                attribute(folder ? Files.createDirectory(to) : Files.copy(file, to), 0, folder ? 0755 : 0644);
            }
        }
    }
}
