package io.github.bitbucketoidc.store.aws.secrets;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.aws.reading.Names;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/**
 * One reading of at most twenty secrets at once. AWS answers 200 whatever became of each: every id that was asked for must
 * come back, as one value or as one error, or nothing of it counts.
 *
 * @param client the client
 * @param asked names and ARNs, all different
 * @param ids the ids of the request, in the same order
 */
record BatchRead(SecretsManagerClient client, List<String> asked, List<SecretId> ids) {

    /** More pages than ids are no answer. */
    private static final int MORE_PAGES = 2;

    /** The values by what was asked for; what does not exist is left out. */
    Map<String, SecretText> read(Optional<AwsCredentialsProvider> credentials, Deadline deadline) {
        List<SecretValueEntry> entries = new ArrayList<>();
        Map<String, APIErrorType> errors = new HashMap<>();
        Set<String> tokens = new HashSet<>();
        String next = null;
        do {
            BatchGetSecretValueResponse page = page(next, credentials, deadline);
            entries.addAll(page.secretValues());
            page.errors().forEach(error -> errors.putIfAbsent(String.valueOf(error.secretId()), error));
            next = page.nextToken();
            if (next != null && (!tokens.add(next) || tokens.size() > asked.size() + MORE_PAGES)) {
                throw AwsErrors.unavailable("Secrets Manager answers with pages that do not end", ids);
            }
        } while (next != null && !next.isEmpty());
        return matched(entries, errors);
    }

    private BatchGetSecretValueResponse page(
            @Nullable String token, Optional<AwsCredentialsProvider> credentials, Deadline deadline) {
        return client.batchGetSecretValue(request ->
                request.secretIdList(asked).nextToken(token).overrideConfiguration(Sdk.until(deadline, credentials)));
    }

    private Map<String, SecretText> matched(List<SecretValueEntry> entries, Map<String, APIErrorType> errors) {
        Map<String, SecretText> found = new HashMap<>();
        Set<SecretValueEntry> different = new LinkedHashSet<>(entries);
        Set<SecretValueEntry> left = new HashSet<>(different);
        for (int i = 0; i < asked.size(); i++) {
            String id = asked.get(i);
            List<SecretValueEntry> meant =
                    different.stream().filter(entry -> isMeant(id, entry)).toList();
            APIErrorType error = error(id, meant.isEmpty(), errors);
            if (meant.size() + (error == null ? 0 : 1) != 1) {
                throw AwsErrors.unavailable(
                        "Secrets Manager answered " + (meant.isEmpty() ? "nothing" : "more than once")
                                + " for one of the secrets",
                        List.of(ids.get(i)));
            }
            if (error != null) {
                checkMissing(error, ids.get(i));
            } else {
                SecretValueEntry entry = meant.get(0);
                left.remove(entry);
                found.put(id, text(entry, ids.get(i)));
            }
        }
        if (!left.isEmpty() || !errors.isEmpty() || different.stream().anyMatch(entry -> isRepeated(entry, entries))) {
            throw AwsErrors.unavailable("Secrets Manager answered with something that it was not asked for", ids);
        }
        return found;
    }

    /** What went wrong with one of them; listed as it was asked for or, where it has no value, in another spelling of its name. */
    private static @Nullable APIErrorType error(String id, boolean hasNoValue, Map<String, APIErrorType> errors) {
        APIErrorType exact = errors.remove(id);
        if (exact != null || !hasNoValue) {
            return exact;
        }
        List<String> other = errors.keySet().stream()
                .filter(listed -> Entries.isSameSecret(id, listed))
                .toList();
        return other.size() == 1 ? errors.remove(other.get(0)) : null;
    }

    private static boolean isMeant(String id, SecretValueEntry entry) {
        return Entries.isMeant(id, entry.name(), entry.arn());
    }

    /** One secret that is asked for by its name and by its ARN may come once or twice. */
    private boolean isRepeated(SecretValueEntry entry, List<SecretValueEntry> entries) {
        return Collections.frequency(entries, entry)
                > asked.stream().filter(id -> isMeant(id, entry)).count();
    }

    private static void checkMissing(APIErrorType error, SecretId id) {
        String code = String.valueOf(error.errorCode());
        if (!AwsErrors.isMissing(code)) {
            throw AwsErrors.reported("Secrets Manager", code, error.message(), List.of(id), 200);
        }
    }

    private static SecretText text(SecretValueEntry entry, SecretId id) {
        if (entry.hasVersionStages() && !entry.versionStages().contains(Names.CURRENT)) {
            throw AwsErrors.unavailable(
                    "Secrets Manager answered with a version that is not the current one", List.of(id));
        }
        return new SecretText(entry.name(), entry.versionId(), entry.secretString(), entry.secretBinary());
    }
}
