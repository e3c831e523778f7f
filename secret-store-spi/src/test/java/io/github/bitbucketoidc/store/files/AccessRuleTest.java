package io.github.bitbucketoidc.store.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.rows.Row;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessRuleTest {

    private record Somebody(String getName) implements GroupPrincipal {

        @Override
        public String getName() {
            return getName;
        }
    }

    private record Attributes(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions)
            implements PosixFileAttributes {

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime creationTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public boolean isRegularFile() {
            return true;
        }

        @Override
        public boolean isDirectory() {
            return false;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public Object fileKey() {
            return "key";
        }
    }

    private static final Somebody US = new Somebody("us");
    private static final Somebody ROOT = new Somebody("root");
    private static final Somebody OTHER = new Somebody("other");
    private static final Somebody OUR_GROUP = new Somebody("fsgroup");
    private static final ProcessUser PROCESS = new ProcessUser(US, ROOT, Set.of(OUR_GROUP));
    private static final Path FILE = Path.of("/some/file");

    private static String refusal(AccessRule rule, Path file, Somebody owner, Somebody group, String mode) {
        Attributes attributes = new Attributes(owner, group, PosixFilePermissions.fromString(mode));
        UnusableFileException refused =
                catchThrowableOfType(UnusableFileException.class, () -> rule.check(file, attributes, PROCESS));
        return refused == null
                ? ""
                : refused.message() + "; fix: " + refused.fix() + " or "
                        + refused.enough().orElseThrow();
    }

    private static String secret(Somebody owner, Somebody group, String mode) {
        return refusal(AccessRule.secret(FilePermissions.OWNER), FILE, owner, group, mode);
    }

    private static String decision(Somebody owner, Somebody group, String mode) {
        return refusal(AccessRule.decision(FilePermissions.OWNER), FILE, owner, group, mode);
    }

    @Row("W3")
    @Test
    void aSecretIsNeitherReadNorWrittenByOthers() {
        for (String mode : List.of("rw-r-----", "rw--w----", "rw----r--", "rw-----w-")) {
            assertThat(secret(US, OUR_GROUP, mode))
                    .startsWith("others have access to the file '/some/file' (its mode is " + mode + ")")
                    .contains("fix: chmod 600 it");
        }
        assertThat(secret(US, OTHER, "rw-------")).isEmpty();
        assertThat(secret(ROOT, OTHER, "r--------")).isEmpty();
    }

    @Row("W3")
    @Test
    void aSecretOrADecisionOfAnotherUserIsRefused() {
        assertThat(secret(OTHER, OTHER, "rw-------")).contains("belongs to the user 'other'");
        assertThat(decision(OTHER, OTHER, "rw-r--r--")).contains("belongs to the user 'other'");
    }

    @Row("W3")
    @Test
    void aDecisionMayBeReadByAllAndWrittenByNobodyElse() {
        assertThat(decision(US, OTHER, "rw-r--r--")).isEmpty();
        assertThat(decision(ROOT, OTHER, "r--r--r--")).isEmpty();
        assertThat(decision(US, OTHER, "rw-rw-r--"))
                .startsWith("others may write the file")
                .contains("chmod go-w it");
        assertThat(decision(ROOT, OTHER, "rw-r--rw-")).startsWith("others may write the file");
    }

    @Test
    void aFileOfRootMayBeReadByAGroupOfTheProcess() {
        assertThat(secret(ROOT, OUR_GROUP, "r--r-----")).isEmpty();
        assertThat(secret(ROOT, OUR_GROUP, "rw-r-----")).isEmpty();
        assertThat(secret(ROOT, OTHER, "r--r-----")).contains("others have access");
        assertThat(secret(ROOT, OUR_GROUP, "rw-rw----")).contains("others have access");
        assertThat(secret(ROOT, OUR_GROUP, "r--r--r--")).contains("others have access");
    }

    @Test
    void aCredentialOfSystemdMayHaveAMask() {
        AccessRule rule = AccessRule.secret(FilePermissions.OWNER).withCredentials("/run/credentials/p.service");
        Path credential = Path.of("/run/credentials/p.service/token");
        assertThat(refusal(rule, credential, ROOT, ROOT, "r--r-----")).isEmpty();
        assertThat(refusal(rule, credential, ROOT, ROOT, "r--r--r--")).contains("others have access");
        assertThat(refusal(rule, credential, OTHER, OTHER, "r--r-----")).isNotEmpty();
        assertThat(refusal(rule, Path.of("/run/credentials/p.service-of-another/token"), ROOT, ROOT, "r--r-----"))
                .contains("others have access");
    }

    @Test
    void whatWouldLetItInIsNamed() {
        assertThat(secret(US, OTHER, "rw-r-----")).endsWith("chmod 600 it or group");
        assertThat(secret(ROOT, OTHER, "r--r--r--")).endsWith("chmod 600 it or any");
        assertThat(secret(OTHER, OTHER, "rw-------")).endsWith("chown it or group");
        assertThat(decision(US, OTHER, "rw-rw-r--")).endsWith("chmod go-w it or group");
        assertThat(decision(US, OTHER, "rw-rw-rw-")).endsWith("chmod go-w it or any");
        assertThat(decision(OTHER, OTHER, "rw-r--r--")).endsWith("chown it or group");
        assertThat(refusal(AccessRule.secret(FilePermissions.GROUP), FILE, US, OTHER, "rw-r--r--"))
                .endsWith("chmod 640 it or any");
    }

    @Test
    void moreCanBeAllowed() {
        AccessRule group = AccessRule.secret(FilePermissions.GROUP);
        assertThat(refusal(group, FILE, OTHER, OTHER, "rw-r-----")).isEmpty();
        assertThat(refusal(group, FILE, OTHER, OTHER, "rw-rw----")).contains("chmod 640");
        assertThat(refusal(AccessRule.secret(FilePermissions.ANY), FILE, OTHER, OTHER, "rw-rw-rw-"))
                .isEmpty();
        assertThat(refusal(AccessRule.decision(FilePermissions.GROUP), FILE, US, OTHER, "rw-rw-r--"))
                .isEmpty();
        assertThat(refusal(AccessRule.decision(FilePermissions.GROUP), FILE, US, OTHER, "rw-rw-rw-"))
                .contains("chmod o-w");
        assertThat(refusal(AccessRule.decision(FilePermissions.ANY), FILE, OTHER, OTHER, "rw-rw-rw-"))
                .isEmpty();
    }
}
