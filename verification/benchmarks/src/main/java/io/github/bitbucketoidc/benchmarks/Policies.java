package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.nio.file.Path;
import java.util.UUID;

/** Policies of any size, in which the sample repository has one grant. */
final class Policies {

    private Policies() {}

    static Policy withGrants(FakeWorkspace workspace, int count) {
        StringBuilder text = new StringBuilder("version: 1\nworkspaces:\n  acme: { uuid: \"{")
                .append(workspace.uuid())
                .append("}\", issuer: \"")
                .append(workspace.issuer())
                .append("\" }\nstores:\n  local: { type: file, path: secrets }\ngrants:\n");
        grant(text, "own", TokenMint.REPOSITORY);
        for (int i = 1; i < count; i++) {
            grant(text, "other-" + i, new UUID(0x4000L, 0x8000_0000_0000_0000L + i));
        }
        return PolicyFile.parse(text.toString(), Path.of(""));
    }

    private static void grant(StringBuilder text, String name, UUID repository) {
        text.append("  ")
                .append(name)
                .append(":\n    when: repository is \"{")
                .append(repository)
                .append("}\" and branch is \"main\"\n    deliver: { TOKEN: \"local:")
                .append(name)
                .append("/token\" }\n");
    }
}
