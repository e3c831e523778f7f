package io.github.bitbucketoidc.store.aws.sdk;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.support.Failures;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * What AWS's errors mean to a reader of secrets: by their code, never by the HTTP status, because AWS answers nearly all of
 * them with 400.
 */
public final class AwsErrors {

    private static final Set<String> MISSING =
            Set.of("ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound");

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");

    private static final Set<String> PASSES = Set.of(
            "InternalFailure",
            "InternalServiceError",
            "InternalServerError",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "RequestTimeout",
            "RequestTimeoutException",
            "IDPCommunicationError");

    private static final Set<String> UNKNOWN_OPERATION = Set.of(
            "UnknownOperationException", "UnknownOperation", "InvalidAction", "NotImplemented", "UnsupportedOperation");

    /** What a call for several secrets may answer because of one of them. */
    private static final Set<String> ABOUT_ONE = Set.of(
            "InvalidRequestException",
            "InvalidParameterException",
            "ValidationException",
            "ValidationError",
            "DecryptionFailure");

    private static final int NOT_IMPLEMENTED = 501;

    private static final Set<String> CLOCK =
            Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException");

    private static final Set<String> SETTINGS = Set.of(
            "ValidationError",
            "ValidationException",
            "InvalidParameterException",
            "InvalidParameterValue",
            "InvalidAction",
            "UnknownOperationException",
            "MalformedPolicyDocument",
            "MalformedPolicyDocumentException",
            "PackedPolicyTooLarge",
            "PackedPolicyTooLargeException",
            "RegionDisabledException");

    /** A token, or a long run of characters that could be a part of a credential. */
    private static final Pattern CREDENTIAL = Pattern.compile("eyJ[A-Za-z0-9_.-]+|[A-Za-z0-9_+=]{40,}");

    /** How long to wait before AWS is asked again: throttling and outages pass in seconds. */
    public static final Duration UNTIL_RETRY = Duration.ofSeconds(2);

    private AwsErrors() {}

    /** AWS cannot answer now. */
    public static SecretStoreException unavailable(String message, Collection<SecretId> ids) {
        return Failures.unavailable(message, ids, UNTIL_RETRY);
    }

    /** Whether it says that what was asked for does not exist. */
    public static boolean isMissing(String code) {
        return MISSING.contains(code);
    }

    /** Whether it says that the credentials of the call have ended. */
    public static boolean isExpired(AwsServiceException failure) {
        return EXPIRED.contains(code(failure));
    }

    /** Whether it says that these credentials may not make this call. */
    public static boolean isDenied(AwsServiceException failure) {
        return code(failure).equals("AccessDeniedException") || code(failure).equals("AccessDenied");
    }

    /** Whether whatever answered does not know this operation: an emulator, a proxy, an endpoint of its own. */
    public static boolean isUnknownOperation(AwsServiceException failure) {
        String message = message(failure).toLowerCase(Locale.ROOT);
        boolean client = failure.statusCode() >= 400 && failure.statusCode() < 500;
        return failure.statusCode() == NOT_IMPLEMENTED
                || UNKNOWN_OPERATION.contains(code(failure))
                || (client && message.contains("unknown operation"))
                || message.contains("not implemented")
                || message.contains("not yet implemented");
    }

    /** Whether one secret of several may be the reason. */
    public static boolean isAboutOne(AwsServiceException failure) {
        return isMissing(code(failure)) || ABOUT_ONE.contains(code(failure));
    }

    /** Whether STS could not read the keys of the token's issuer: it says nothing about the token. */
    public static boolean isIssuerUnreadable(AwsServiceException failure) {
        return code(failure).equals("IDPCommunicationError")
                || (code(failure).equals("InvalidIdentityToken")
                        && message(failure).toLowerCase(Locale.ROOT).contains("retrieve verification key"));
    }

    public static String message(AwsServiceException failure) {
        return failure.awsErrorDetails() == null
                ? ""
                : String.valueOf(failure.awsErrorDetails().errorMessage());
    }

    public static String code(AwsServiceException failure) {
        String code = failure.awsErrorDetails() == null
                ? null
                : failure.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    /** An error that AWS reported, for a call as a whole or for one secret of it. */
    public static SecretStoreException reported(
            String what, String code, @Nullable String message, Collection<SecretId> ids, int status) {
        String text = what + ": " + (code.isEmpty() ? "HTTP " + status : shown(code)) + explained(code)
                + (message == null || message.isBlank() ? "" : ": " + shown(message));
        return kind(code, status) == Kind.UNAVAILABLE
                ? unavailable(text, ids)
                : new SecretStoreException(kind(code, status), text, ids);
    }

    private static Kind kind(String code, int status) {
        if (code.contains("Throttl")
                || code.startsWith("TooManyRequests")
                || code.equals("RequestLimitExceeded")
                || code.equals("SlowDown")
                || PASSES.contains(code)
                || CLOCK.contains(code)
                || (status >= 500 && !code.startsWith("KMS"))) {
            return Kind.UNAVAILABLE;
        }
        // everything else that AWS refuses is for an operator to fix: permissions, keys, deletion
        return SETTINGS.contains(code) ? Kind.MISCONFIGURED : Kind.DENIED;
    }

    private static String explained(String code) {
        if (CLOCK.contains(code)) {
            return " (check the clock of this machine)";
        }
        return EXPIRED.contains(code) ? " (the credentials have ended)" : "";
    }

    /** Turns what the SDK throws into a failure. */
    public static SecretStoreException translate(String what, RuntimeException failure, Collection<SecretId> ids) {
        if (failure instanceof SecretStoreException known) {
            return known;
        }
        if (failure instanceof AwsServiceException reported) {
            String message = reported.awsErrorDetails() == null
                    ? null
                    : reported.awsErrorDetails().errorMessage();
            return reported(what, code(reported), message, ids, reported.statusCode());
        }
        // also what the SDK's parts throw past it: an HTTP client's own exceptions say nothing about a secret
        return unavailable(what + ": " + cause(failure), ids);
    }

    /** Never the message of a client's exception: the parser of an answer quotes it. */
    private static String cause(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; deepest.getCause() != null && depth < 20; depth++) {
            if (deepest instanceof ApiCallTimeoutException || deepest instanceof ApiCallAttemptTimeoutException) {
                break;
            }
            deepest = deepest.getCause();
        }
        if (deepest instanceof ApiCallTimeoutException || deepest instanceof ApiCallAttemptTimeoutException) {
            return "no answer before the deadline";
        }
        if (deepest instanceof UnknownHostException) {
            return "the name of the server cannot be found";
        }
        if (deepest instanceof ConnectException) {
            return "no connection";
        }
        if (deepest instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (deepest instanceof SSLException) {
            return "the TLS connection failed (" + deepest.getClass().getSimpleName() + ")";
        }
        return "the answer was broken or did not come (" + deepest.getClass().getSimpleName() + ")";
    }

    /** Text of somebody else's for one line of a log: short, printable, and without what looks like a credential. */
    public static String shown(String text) {
        String line = CREDENTIAL.matcher(text).replaceAll("[removed]").replaceAll("[^\\x20-\\x7E]", " ");
        return line.length() <= 300 ? line : line.substring(0, 300) + "...";
    }

    /** For a failure that concerns no secret in particular. */
    public static SecretStoreException translate(String what, RuntimeException failure) {
        return translate(what, failure, List.of());
    }
}
