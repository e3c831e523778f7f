package io.github.bitbucketoidc.store.aws.sts;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** Has sessions made by STS. The only class, with {@link StsSetup}, that needs the SDK's part for it. Thread-safe. */
public final class Sts implements AutoCloseable {

    /** Every role allows this much; what is longer, its own maximum may forbid. Also the most for a role after a role. */
    static final Duration ALWAYS_ALLOWED = Duration.ofHours(1);

    /** For what passes by itself: 0.2, 0.4 and 0.8 seconds lie between four attempts. */
    private static final int ATTEMPTS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private static final System.Logger log = System.getLogger(Sts.class.getPackageName());

    private final StsClient client;
    private final boolean ours;
    private final Clock clock;
    private final Set<String> shortRoles = ConcurrentHashMap.newKeySet();

    public Sts(StsClient client, boolean ours, Clock clock) {
        this.client = client;
        this.ours = ours;
        this.clock = clock;
    }

    /**
     * A session of the provider's own role.
     *
     * @throws AwsServiceException if the provider's own credentials have ended
     */
    public Session assumeRole(Assumption wanted, Optional<AwsCredentialsProvider> own, Deadline deadline) {
        // a session of one role takes on another: AWS allows an hour then
        boolean chained = own.filter(provider -> provider.resolveCredentials() instanceof AwsSessionCredentials)
                .isPresent();
        return shortened(chained ? atMost(wanted, ALWAYS_ALLOWED) : wanted, assumption -> {
            var answer = client.assumeRole(request -> {
                request.roleArn(assumption.role())
                        .roleSessionName(assumption.sessionName())
                        .durationSeconds(seconds(assumption))
                        .overrideConfiguration(Sdk.until(deadline, own));
                assumption.policy().ifPresent(request::policy);
                assumption.externalId().ifPresent(request::externalId);
                if (!assumption.tags().isEmpty()) {
                    request.tags(assumption.tags().entrySet().stream()
                            .map(tag -> Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())
                            .toList());
                }
            });
            return session(assumption, answer.credentials(), answer.assumedRoleUser());
        });
    }

    /** A session of the step, for which the step's own token speaks; STS takes no tags here. */
    public Session webIdentity(Assumption wanted, SecretValue token, Deadline deadline) {
        return shortened(
                wanted,
                assumption -> untilIssuerIsReadable(assumption, deadline, () -> {
                    var answer = client.assumeRoleWithWebIdentity(request -> {
                        request.roleArn(assumption.role())
                                .roleSessionName(assumption.sessionName())
                                .webIdentityToken(TokenInBody.STAND_IN)
                                .durationSeconds(seconds(assumption))
                                .overrideConfiguration(Sdk.until(deadline, Optional.empty()).toBuilder()
                                        .addPlugin(TokenInBody.plugin(token))
                                        .build());
                        assumption.policy().ifPresent(request::policy);
                    });
                    return session(assumption, answer.credentials(), answer.assumedRoleUser());
                }));
    }

    /**
     * Asks again, after pauses that double, while STS cannot read the issuer's keys and there is time. Such an answer is no refusal of
     * the token, and STS counts none.
     */
    private static Session untilIssuerIsReadable(Assumption asked, Deadline deadline, Supplier<Session> ask) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return ask.get();
            } catch (AwsServiceException failure) {
                if (!AwsErrors.isIssuerUnreadable(failure)) {
                    throw failure;
                }
                if (attempt == ATTEMPTS || deadline.remaining().compareTo(pause.multipliedBy(2)) < 0) {
                    throw AwsErrors.unavailable(
                                    "STS gives no session of " + asked.role()
                                            + ": STS could not read the keys of the token's"
                                            + " issuer (" + AwsErrors.shown(AwsErrors.code(failure)) + "), asked "
                                            + attempt
                                            + " times; it may pass. Else see that the issuer's address can be reached from the"
                                            + " internet",
                                    List.of())
                            .aboutIdsOnly(); // other workspaces have other issuers
                }
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AwsErrors.unavailable("the read was interrupted", List.of());
        }
    }

    private static int seconds(Assumption assumption) {
        return (int) assumption.duration().toSeconds();
    }

    private static Assumption atMost(Assumption wanted, Duration most) {
        return wanted.duration().compareTo(most) > 0 ? wanted.withDuration(most) : wanted;
    }

    /** Asks for what is wanted; for an hour if STS says that this is too long for the role. That is noticed once. */
    private Session shortened(Assumption wanted, Function<Assumption, Session> ask) {
        Assumption asked = shortRoles.contains(wanted.role()) ? atMost(wanted, ALWAYS_ALLOWED) : wanted;
        try {
            return ask.apply(asked);
        } catch (AwsServiceException failure) {
            if (asked.duration().compareTo(ALWAYS_ALLOWED) <= 0 || !isTooLong(failure)) {
                throw failure(asked, failure);
            }
        } catch (RuntimeException failure) {
            throw failure(asked, failure);
        }
        if (shortRoles.add(wanted.role())) {
            log.log(
                    Level.WARNING,
                    "{0} allows no session of {1} s: sessions last one hour instead",
                    wanted.role(),
                    asked.duration().toSeconds());
        }
        try {
            return ask.apply(atMost(asked, ALWAYS_ALLOWED));
        } catch (RuntimeException failure) {
            throw failure(asked, failure);
        }
    }

    private static boolean isTooLong(AwsServiceException failure) {
        String message = AwsErrors.message(failure);
        return AwsErrors.code(failure).startsWith("ValidationE")
                && (message.contains("MaxSessionDuration") || message.contains("1 hour session limit"));
    }

    /** That the caller's credentials have ended is for the caller to see. */
    private static RuntimeException failure(Assumption asked, RuntimeException failure) {
        if (failure instanceof AwsServiceException reported && AwsErrors.isExpired(reported)) {
            return reported;
        }
        return AwsErrors.translate("STS gives no session of " + asked.role(), failure);
    }

    private Session session(Assumption asked, @Nullable Credentials credentials, @Nullable AssumedRoleUser user) {
        if (credentials == null
                || isBlank(credentials.accessKeyId())
                || isBlank(credentials.secretAccessKey())
                || isBlank(credentials.sessionToken())
                || credentials.expiration() == null
                || !credentials.expiration().isAfter(clock.instant())) {
            throw incomplete(asked);
        }
        String arn = user == null || isBlank(user.arn()) ? asked.role() + "/" + asked.sessionName() : user.arn();
        return new Session(
                AwsSessionCredentials.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()),
                credentials.expiration(),
                arn.replaceAll("[^\\x21-\\x7E]", "?"));
    }

    private static SecretStoreException incomplete(Assumption asked) {
        return AwsErrors.unavailable("STS answered with an incomplete session of " + asked.role(), List.of());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Override
    public void close() {
        if (ours) {
            client.close();
        }
    }
}
