package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder with a policy and a file of secrets, for tokens of a fake Bitbucket. */
final class Workplace {

    static final String SECRET = "correct horse battery staple";

    private final Path policy;

    Workplace(Path directory, FakeBitbucket bitbucket) throws IOException {
        policy = directory.resolve("policy.yaml");
        Path secrets = directory.resolve("secrets.yaml");
        Files.writeString(secrets, "payments/db: { password: \"" + SECRET + "\" }\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        grant(bitbucket, "PASSWORD");
    }

    /** Writes the policy: repository payments gets its password under this name. */
    void grant(FakeBitbucket bitbucket, String variable) throws IOException {
        Files.writeString(
                policy, """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  local: { type: file, path: secrets.yaml }
                grants:
                  payments:
                    when: repository is "{%s}" and branch is "main"
                    deliver:
                      %s: local:payments/db#password
                """.formatted(FakeBitbucket.ACME, bitbucket.acme().issuer(), TokenMint.REPOSITORY, variable));
    }

    String policy() {
        return policy.toString();
    }
}
