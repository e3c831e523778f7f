package com.example.kit;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A Bitbucket, a policy file that trusts it, and the secrets behind it; and the steps that ask. Close it at the end. */
public final class Workplace implements AutoCloseable {

    private static final String SECRET = "correct horse battery staple";

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final Path folder;

    public Workplace() {
        try {
            folder = Files.createTempDirectory("consumer");
            Path secrets = Files.writeString(
                    folder.resolve("secrets.yaml"), "payments/db: { password: \"" + SECRET + "\" }\n");
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(policy(), policyText("file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The policy file, which names a store of the type {@code file}. */
    public Path policy() {
        return folder.resolve("policy.yaml");
    }

    /** The text of the policy, with a store of another type. */
    public String policyText(String storeType) {
        return """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  local: { type: %s, path: secrets.yaml }
                grants:
                  payments:
                    when: repository is "{%s}" and branch is "main"
                    deliver:
                      DB_PASSWORD: local:payments/db#password
                """
                .formatted(FakeBitbucket.ACME, bitbucket.acme().issuer(), storeType, TokenMint.REPOSITORY);
    }

    /** A token of a step that may have the secret. */
    public String token() {
        return bitbucket.acme().mint().token();
    }

    /** Asks as a step that may have a secret, as one that may not, and as a stranger. */
    public void check(URI secrets) {
        RunnerSimulator runner = RunnerSimulator.of(secrets);
        RunnerAnswer released = runner.ask(bitbucket.acme().mint().token());
        require(released.status() == 200, "a step of main got " + released.status());
        require(released.variables().equals(Map.of("DB_PASSWORD", SECRET)), "a step of main got other variables");
        require(
                runner.ask(bitbucket.acme().mint().branch("feature/x").token())
                        .variables()
                        .isEmpty(),
                "a step of a feature branch got something");
        require(
                runner.ask(bitbucket.acme().mint().wrongSignature().token()).status() == 401,
                "a forged token was not refused");
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() {
        bitbucket.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
