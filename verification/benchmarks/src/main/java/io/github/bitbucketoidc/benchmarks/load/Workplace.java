package io.github.bitbucketoidc.benchmarks.load;

import io.github.bitbucketoidc.benchmarks.Scratch;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** A folder with a policy of many grants and the secrets that they name, in one file. */
final class Workplace {

    private Workplace() {}

    /** The first grant is for the repository of sample tokens. */
    static Path policy(FakeWorkspace workspace, int grants) throws IOException {
        return policy(workspace, grants, TokenMint.REPOSITORY);
    }

    /** No grant is for the repository of sample tokens. */
    static Path policyThatGrantsNothing(FakeWorkspace workspace, int grants) throws IOException {
        return policy(workspace, grants, new UUID(0x4000L, 0x8000_0000_0000_0000L));
    }

    private static Path policy(FakeWorkspace workspace, int grants, UUID first) throws IOException {
        Path folder = Scratch.folder("load");
        Path secrets = Files.createFile(
                folder.resolve("secrets.yaml"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        StringBuilder values = new StringBuilder();
        StringBuilder policy = new StringBuilder("version: 1\nworkspaces:\n  acme: { uuid: \"{")
                .append(workspace.uuid())
                .append("}\", issuer: \"")
                .append(workspace.issuer())
                .append("\" }\nstores:\n  local: { type: file, path: secrets.yaml }\ngrants:\n");
        for (int i = 0; i < grants; i++) {
            UUID repository = i == 0 ? first : new UUID(0x4000L, 0x8000_0000_0000_0000L + i);
            policy.append("  grant-")
                    .append(i)
                    .append(":\n    when: repository is \"{")
                    .append(repository);
            policy.append("}\" and branch is \"main\"\n    deliver: { TOKEN: \"local:team/")
                    .append(i);
            policy.append("#token\" }\n");
            values.append("team/")
                    .append(i)
                    .append(": { token: \"value number ")
                    .append(i)
                    .append("\" }\n");
        }
        Files.writeString(secrets, values);
        return Files.writeString(folder.resolve("policy.yaml"), policy);
    }
}
