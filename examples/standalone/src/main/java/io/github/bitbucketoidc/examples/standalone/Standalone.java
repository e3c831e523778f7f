package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.core.endpoint.SecretsEndpoint;
import io.github.bitbucketoidc.core.policy.PolicyException;
import io.github.bitbucketoidc.core.provider.FileAuditLog;
import io.github.bitbucketoidc.core.provider.JsonLinesAuditLog;
import io.github.bitbucketoidc.core.provider.SecretProvider;
import io.github.bitbucketoidc.core.provider.SecretProviderBuilder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A secret provider as a program: reads a policy file, listens, and says so on standard output, where the audit events follow,
 * one line of JSON each. A step whose event cannot be written gets nothing. Logs go to standard error.
 *
 * <p>Exit codes: 0 after SIGTERM or SIGINT, when what was under way is done or 5 seconds are over; 1 if the machine does not let
 * it listen; 2 if a flag, the policy file or a certificate is refused.
 */
public final class Standalone {

    private Standalone() {}

    /**
     * Runs until it is told to end.
     *
     * @param arguments the flags; see {@code --help}
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            Options options = Options.parse(arguments);
            trustAhead();
            run(options);
        } catch (Refusal refusal) {
            System.err.println(refusal.getMessage());
            System.exit(refusal.exitCode());
        }
    }

    /**
     * The JDK reads which authorities it trusts when it first needs them. That takes longer than anything else that the first step would
     * wait for, so it happens beside the reading of the policy.
     */
    private static void trustAhead() {
        Thread ahead = new Thread(
                () -> {
                    try {
                        SSLContext.getDefault();
                    } catch (NoSuchAlgorithmException unusable) {
                        // Whoever needs it says so, in words that fit what for.
                    }
                },
                "trust");
        ahead.setDaemon(true);
        ahead.start();
    }

    private static void run(Options options) throws Refusal {
        // Not System.out: that swallows errors, and an event that cannot be written must stop its answer.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        SecretProvider provider = open(options, out);
        try {
            SecretsServer server = new SecretsServer(options, endpoint(options, provider));
            String address = server.start();
            // Ready to end before anybody can know that it has begun.
            Thread end = new Thread(() -> end(server, provider), "shutdown");
            Runtime.getRuntime().addShutdownHook(end);
            say("listening on " + address, out, end);
        } catch (Refusal refusal) {
            provider.close();
            throw refusal;
        }
    }

    private static void say(String line, OutputStream out, Thread end) throws Refusal {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyReads) {
            Runtime.getRuntime().removeShutdownHook(end); // it would exit as if all was well
            throw Refusal.environment("standard output, where the audit events go, cannot be written");
        }
    }

    private static SecretProvider open(Options options, OutputStream audit) throws Refusal {
        SecretProviderBuilder builder = SecretProvider.builder()
                .policyFile(options.policy())
                .auditLog(JsonLinesAuditLog.mandatory(audit))
                .replayGuard(options.replay().guard())
                .readsPerStore(readsPerStore(options));
        if (options.auditFile().isPresent()) {
            builder.auditLog(auditFile(options.auditFile().get()));
        }
        try {
            return builder.build();
        } catch (PolicyException refused) {
            throw Refusal.input(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Half of the requests in work, so that a store that hangs leaves the other half to those who need only other stores, or are to be
     * refused. Where one is in work at a time, there is no half.
     */
    private static int readsPerStore(Options options) {
        return Math.max(1, options.maxConcurrent() / 2);
    }

    private static FileAuditLog auditFile(Path file) throws Refusal {
        try {
            return FileAuditLog.builder(file).fsync().build();
        } catch (UncheckedIOException refused) {
            throw Refusal.input("--audit-file: " + refused.getMessage());
        }
    }

    private static SecretsEndpoint endpoint(Options options, SecretProvider provider) throws Refusal {
        try {
            return SecretsEndpoint.builder(provider)
                    .maxConcurrent(options.maxConcurrent())
                    .trustedProxies(options.trustedProxies())
                    .build();
        } catch (IllegalArgumentException refused) {
            throw Options.usage(String.valueOf(refused.getMessage()).replace("trustedProxies", "--trusted-proxies"));
        }
    }

    private static void end(SecretsServer server, SecretProvider provider) {
        server.stop();
        provider.close();
        // Told to end, it ended as it should: without this the virtual machine would exit with the signal's 143.
        Runtime.getRuntime().halt(0);
    }
}
