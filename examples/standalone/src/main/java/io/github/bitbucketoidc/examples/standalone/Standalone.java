package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.examples.standalone.logging.ProgramLog;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretProviderBuilder;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.FileAuditLog;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.slf4j.LoggerFactory;

/**
 * A secret provider as a program: reads a policy file, listens, and says so in its log on standard error. Standard output holds the audit
 * events and nothing else, one line of JSON each. A step whose event cannot be written gets nothing.
 *
 * <p>SIGHUP makes it read the policy and the certificate again. Exit codes: 0 after SIGTERM or SIGINT, when what was under way is done or its
 * time is over; 1 if the machine does not let it listen; 3 if the audit log fails and it was told to end then; 2 if a flag, the policy file or a certificate is refused.
 */
public final class Standalone {

    /** Stores and logs are told that this is the end. */
    private static final Duration CLOSING = Duration.ofSeconds(15);

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
        ProgramLog.claim();
        PrintStream terminal = System.err;
        try {
            Options options = Options.parse(arguments);
            ProgramLog log =
                    ProgramLog.install(options.log().format(), options.log().level());
            try {
                trustAhead();
                run(options, log);
            } catch (Refusal refusal) {
                log.settle();
                terminal.println(log.lastWords(refusal.getMessage()));
                System.exit(refusal.exitCode());
            }
        } catch (Refusal refusal) {
            terminal.println(refusal.getMessage());
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

    private static void run(Options options, ProgramLog log) throws Refusal {
        // Not System.out: that swallows errors, and an event that cannot be written must stop its answer.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        AtomicReference<Runnable> reload = new AtomicReference<>(() -> {});
        Hangup.means(() -> Objects.requireNonNull(reload.get()).run()); // before it would end what is just starting
        SecretProvider provider = open(options, out);
        try {
            SecretsServer server = new SecretsServer(options, endpoint(options, provider), provider::health);
            reload.set(() -> reload(server, provider));
            String address = server.start();
            // Ready to end before anybody can know that it has begun.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, provider, log), "shutdown"));
            LoggerFactory.getLogger(Standalone.class).info("listening on {}", address);
            if (options.exitOnAuditFailure()) {
                AuditWatch.start(provider);
            }
        } catch (Refusal refusal) {
            provider.close();
            throw refusal;
        }
    }

    private static void reload(SecretsServer server, SecretProvider provider) {
        LoggerFactory.getLogger(Standalone.class).info("SIGHUP: the policy and the certificate are read again");
        server.reload();
        provider.reload();
    }

    private static SecretProvider open(Options options, OutputStream audit) throws Refusal {
        SecretProviderBuilder builder = SecretProvider.builder()
                .policySource(PolicyFile.Source.watching(options.policy(), options.permissions()))
                .auditLog(AuditLog.jsonLines(audit))
                .replayGuard(options.replay().guard())
                .bounds(options.bounds())
                .readsPerStore(readsPerStore(options));
        if (options.replay().earlier()) {
            builder.admitEarlierTokens();
        }
        options.revoked().ifPresent(builder::revocationFile);
        if (options.auditFile().isPresent()) {
            builder.auditLog(auditFile(options.auditFile().get(), options));
        }
        try {
            return builder.build();
        } catch (PolicyException refused) {
            throw Refusal.input(refused.report());
        } catch (UncheckedIOException unreadable) {
            throw Refusal.environment(String.valueOf(unreadable.getMessage()));
        }
    }

    /**
     * Half of the requests in work, so that a store that hangs leaves the other half to those who need only other stores, or are to be
     * refused. Where one is in work at a time, there is no half.
     */
    private static int readsPerStore(Options options) {
        return Math.max(1, options.maxConcurrent() / 2);
    }

    private static FileAuditLog auditFile(Path file, Options options) throws Refusal {
        try {
            FileAuditLog.Builder log = FileAuditLog.builder(file).fsync();
            options.auditDeleteAfter().ifPresent(log::deleteAfter);
            return log.build();
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

    private static void end(SecretsServer server, SecretProvider provider, ProgramLog log) {
        try {
            server.stop(provider.deadline());
            if (!Closing.inTime(provider::close, CLOSING)) {
                LoggerFactory.getLogger(Standalone.class)
                        .warn("the stores were still being closed when the time for that was over");
            }
            log.settle();
        } finally {
            // Told to end, it ended as it should: without this the virtual machine would exit with the signal's 143.
            Runtime.getRuntime().halt(0);
        }
    }
}
