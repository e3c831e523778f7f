package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.support.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The token of the service account that Kubernetes mounts into each pod and replaces every hour or so: read at each login. */
final class KubernetesToken {

    private static final int LONGEST = 64 << 10;

    private KubernetesToken() {}

    static Supplier<SecretValue> at(Path file) {
        return () -> {
            try (var input = Files.newInputStream(file)) {
                return SecretValue.of(new String(input.readNBytes(LONGEST), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw Failures.misconfigured(
                        "login.kubernetes: there is no readable service account token at " + file
                                + "; does this run in Kubernetes?",
                        List.of());
            }
        };
    }
}
