package io.github.bitbucketoidc.store.aws.secrets;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.reading.Content;
import io.github.bitbucketoidc.store.aws.reading.Names;
import io.github.bitbucketoidc.store.aws.reading.Reads;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import io.github.bitbucketoidc.store.support.Failures;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Reads from Secrets Manager in as few calls as can be: secrets in their current version twenty at a time, a single secret and
 * those in another version or stage one by one, all at the same time. Where the permission to read several at once is missing, or
 * the server does not know how to, that is noticed once and every secret is read by itself from then on.
 */
public final class SecretsManagerReads implements Reads {

    private static final System.Logger log = System.getLogger(SecretsManagerReads.class.getPackageName());
    private static final int CHUNK = 20;

    /** AWS makes version ids of 32 to 64 characters; what is shorter is a stage. */
    private static final Pattern VERSION_ID = Pattern.compile("[A-Za-z0-9-]{32,64}");

    private static final int MOST_IDENTITIES = 10_000;

    private final SecretsManagerClient client;
    private final boolean ours;
    private final Names names;
    private final Content content;
    private final Access access;
    private final Calls calls;
    private final Set<String> withoutBatch = ConcurrentHashMap.newKeySet();

    public SecretsManagerReads(
            SecretsManagerClient client, boolean ours, Names names, Content content, Access access, Calls calls) {
        this.client = client;
        this.ours = ours;
        this.names = names;
        this.content = content;
        this.access = access;
        this.calls = calls;
    }

    /** What one call read, by the name that was asked for; or that it must be asked for in another way. */
    private record Answer(Map<Names.Wanted, Secret> secrets, List<Names.Wanted> oneByOne) {}

    @Override
    public Map<SecretId, Secret> read(SecretRequest request, Deadline deadline) {
        Map<Names.Wanted, List<SecretId>> wanted = new LinkedHashMap<>();
        request.ids()
                .forEach(id -> wanted.computeIfAbsent(names.wanted(id), k -> new ArrayList<>())
                        .add(id));
        Read read = new Read(wanted, request.caller(), deadline);
        Map<Names.Wanted, Secret> secrets = new HashMap<>();
        List<Names.Wanted> oneByOne = new ArrayList<>();
        for (Answer answer : calls.all(read.plan(), deadline)) {
            secrets.putAll(answer.secrets());
            oneByOne.addAll(answer.oneByOne());
        }
        if (!oneByOne.isEmpty()) {
            calls.all(read.singles(oneByOne), deadline).forEach(answer -> secrets.putAll(answer.secrets()));
        }
        Map<SecretId, Secret> found = new LinkedHashMap<>();
        wanted.forEach((name, ids) -> {
            Secret secret = secrets.get(name);
            if (secret != null) {
                ids.forEach(id -> found.put(id, secret));
            }
        });
        return found;
    }

    /** One request. */
    private final class Read {

        private final Map<Names.Wanted, List<SecretId>> wanted;
        private final Caller caller;
        private final Deadline deadline;

        Read(Map<Names.Wanted, List<SecretId>> wanted, Caller caller, Deadline deadline) {
            this.wanted = wanted;
            this.caller = caller;
            this.deadline = deadline;
        }

        private SecretId id(Names.Wanted name) {
            List<SecretId> ids = wanted.get(name);
            if (ids == null) {
                throw new IllegalStateException("not asked for");
            }
            return ids.get(0);
        }

        List<Supplier<Answer>> plan() {
            List<Names.Wanted> current =
                    wanted.keySet().stream().filter(Names.Wanted::isCurrent).toList();
            List<Names.Wanted> alone = new ArrayList<>(wanted.keySet());
            List<Supplier<Answer>> plan = new ArrayList<>();
            if (current.size() > 1 && !mayNotBatch()) {
                alone.removeAll(current);
                for (int from = 0; from < current.size(); from += CHUNK) {
                    List<Names.Wanted> chunk = current.subList(from, Math.min(current.size(), from + CHUNK));
                    if (chunk.size() == 1) {
                        alone.add(chunk.get(0));
                    } else {
                        plan.add(() -> batch(chunk));
                    }
                }
            }
            plan.addAll(singles(alone));
            return plan;
        }

        private boolean mayNotBatch() {
            return !withoutBatch.isEmpty() && withoutBatch.contains(access.identity(caller));
        }

        List<Supplier<Answer>> singles(List<Names.Wanted> alone) {
            return alone.stream()
                    .<Supplier<Answer>>map(name -> () -> single(name))
                    .toList();
        }

        private Answer batch(List<Names.Wanted> chunk) {
            List<SecretId> ids = chunk.stream().map(this::id).toList();
            BatchRead batch =
                    new BatchRead(client, chunk.stream().map(Names.Wanted::id).toList(), ids);
            try {
                Map<String, SecretText> read =
                        access.call(caller, deadline, credentials -> batch.read(credentials, deadline));
                Map<Names.Wanted, Secret> secrets = new HashMap<>();
                for (int i = 0; i < chunk.size(); i++) {
                    SecretText text = read.get(chunk.get(i).id());
                    if (text != null) {
                        secrets.put(chunk.get(i), secret(ids.get(i), text));
                    }
                }
                return new Answer(secrets, List.of());
            } catch (AwsServiceException reported) {
                if (AwsErrors.isDenied(reported) || AwsErrors.isUnknownOperation(reported)) {
                    noteThatThereIsNoBatch(reported);
                    return new Answer(Map.of(), chunk);
                }
                if (AwsErrors.isAboutOne(reported)) {
                    return new Answer(Map.of(), chunk); // AWS lists it; others fail the whole call for it
                }
                throw AwsErrors.translate("Secrets Manager", reported, ids);
            } catch (RuntimeException failure) {
                throw AwsErrors.translate("Secrets Manager", failure, ids);
            }
        }

        private void noteThatThereIsNoBatch(AwsServiceException reported) {
            if (withoutBatch.size() >= MOST_IDENTITIES) {
                withoutBatch.clear();
            }
            if (withoutBatch.add(access.identity(caller))) {
                log.log(
                        Level.WARNING,
                        AwsErrors.isDenied(reported)
                                ? "{0} may not call secretsmanager:BatchGetSecretValue: secrets are read one by one, which"
                                        + " takes more calls; allow it to read twenty at a time"
                                : "what answers {0} does not know secretsmanager:BatchGetSecretValue: secrets are read one by"
                                        + " one, which takes more calls",
                        access.identity(caller));
            }
        }

        private Answer single(Names.Wanted name) {
            SecretId id = id(name);
            try {
                GetSecretValueResponse answer = access.call(
                        caller,
                        deadline,
                        credentials -> client.getSecretValue(request -> {
                            request.secretId(name.id()).overrideConfiguration(Sdk.until(deadline, credentials));
                            name.version().ifPresent(version -> {
                                if (VERSION_ID.matcher(version).matches()) {
                                    request.versionId(version);
                                } else {
                                    request.versionStage(version);
                                }
                            });
                        }));
                checkAnswer(name, answer, id);
                SecretText text =
                        new SecretText(answer.name(), answer.versionId(), answer.secretString(), answer.secretBinary());
                return new Answer(Map.of(name, secret(id, text)), List.of());
            } catch (AwsServiceException reported) {
                if (AwsErrors.isMissing(AwsErrors.code(reported))) {
                    return new Answer(Map.of(), List.of());
                }
                throw AwsErrors.translate("Secrets Manager", reported, List.of(id));
            } catch (RuntimeException failure) {
                throw AwsErrors.translate("Secrets Manager", failure, List.of(id));
            }
        }

        private void checkAnswer(Names.Wanted name, GetSecretValueResponse answer, SecretId id) {
            boolean same = Entries.isMeant(name.id(), answer.name(), answer.arn());
            Optional<String> version = name.version();
            boolean sameVersion = version.isEmpty()
                    || version.get().equals(answer.versionId())
                    || answer.versionStages().contains(version.get());
            if (!same || !sameVersion) {
                throw AwsErrors.unavailable(
                        "Secrets Manager answered with something else than it was asked for", List.of(id));
            }
        }

        private Secret secret(SecretId id, SecretText text) {
            if (!names.isInside(text.name())) {
                throw Failures.misconfigured("the secret is outside of the prefix of the store", List.of(id));
            }
            return text.secret(id, content);
        }
    }

    @Override
    public void close() {
        if (ours) {
            client.close();
        }
        access.close();
    }
}
