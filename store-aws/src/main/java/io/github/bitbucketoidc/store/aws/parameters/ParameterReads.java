package io.github.bitbucketoidc.store.aws.parameters;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.reading.Content;
import io.github.bitbucketoidc.store.aws.reading.Names;
import io.github.bitbucketoidc.store.aws.reading.Reads;
import io.github.bitbucketoidc.store.aws.sdk.Arn;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import io.github.bitbucketoidc.store.support.Failures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Reads from Parameter Store, ten parameters at a time and all tens at the same time, decrypted. */
public final class ParameterReads implements Reads {

    private static final int CHUNK = 10;

    private final SsmClient client;
    private final boolean ours;
    private final Names names;
    private final Content content;
    private final Access access;
    private final Calls calls;

    public ParameterReads(SsmClient client, boolean ours, Names names, Content content, Access access, Calls calls) {
        this.client = client;
        this.ours = ours;
        this.names = names;
        this.content = content;
        this.access = access;
        this.calls = calls;
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request, Deadline deadline) {
        Map<SecretId, Secret> found = read(request.ids(), this::name, request, deadline);
        List<SecretId> bare = request.ids().stream()
                .filter(id -> !found.containsKey(id) && isBare(name(id)))
                .toList();
        if (!bare.isEmpty()) {
            found.putAll(read(bare, id -> name(id).substring(1), request, deadline));
        }
        return found;
    }

    private Map<SecretId, Secret> read(
            Collection<SecretId> ids, Function<SecretId, String> name, SecretRequest request, Deadline deadline) {
        Map<String, SecretId> wanted = new LinkedHashMap<>();
        List<Map<String, String>> chunks = new ArrayList<>();
        ids.forEach(id -> {
            String asked = name.apply(id) + version(id);
            wanted.put(asked, id);
            chunk(chunks, name.apply(id)).put(name.apply(id), asked);
        });
        List<Supplier<Map<SecretId, Secret>>> plan = new ArrayList<>();
        chunks.forEach(chunk -> plan.add(() -> chunk(List.copyOf(chunk.values()), wanted, request, deadline)));
        Map<SecretId, Secret> found = new LinkedHashMap<>();
        calls.all(plan, deadline).forEach(found::putAll);
        return found;
    }

    /**
     * A parameter without a folder may have been made as {@code x} or as {@code /x}. AWS keeps one of both, under the name that it was
     * made with, so whichever is there is meant.
     */
    private static boolean isBare(String name) {
        return name.lastIndexOf('/') == 0;
    }

    /** Where a name fits: two versions of one parameter never stand in one call, so that its answer cannot be mistaken. */
    private static Map<String, String> chunk(List<Map<String, String>> chunks, String name) {
        return chunks.stream()
                .filter(chunk -> chunk.size() < CHUNK && !chunk.containsKey(name))
                .findFirst()
                .orElseGet(() -> {
                    Map<String, String> another = new LinkedHashMap<>();
                    chunks.add(another);
                    return another;
                });
    }

    private String name(SecretId id) {
        return names.wanted(id).id();
    }

    /** Behind a name: a colon and the number or the label of a version. */
    private static String version(SecretId id) {
        return id.version().map(version -> ":" + version).orElse("");
    }

    /** With the slash that every name begins with, also that of a parameter that was made without. */
    private static String rooted(String name) {
        return name.indexOf('/') < 0 && !Arn.looksLikeOne(name) ? "/" + name : name;
    }

    private Map<SecretId, Secret> chunk(
            List<String> chunk, Map<String, SecretId> wanted, SecretRequest request, Deadline deadline) {
        Map<String, SecretId> ids = new LinkedHashMap<>(wanted);
        ids.keySet().retainAll(chunk);
        try {
            GetParametersResponse answer = access.call(
                    request.caller(),
                    deadline,
                    credentials -> client.getParameters(call -> call.names(chunk)
                            .withDecryption(true)
                            .overrideConfiguration(Sdk.until(deadline, credentials))));
            return matched(ids, answer);
        } catch (RuntimeException failure) {
            throw AwsErrors.translate("Parameter Store", failure, ids.values());
        }
    }

    /** By name: the order of the answer is not that of the question. Every name must come back, good or bad. */
    private Map<SecretId, Secret> matched(Map<String, SecretId> ids, GetParametersResponse answer) {
        Map<SecretId, Secret> found = new HashMap<>();
        Set<String> missing = new HashSet<>(answer.invalidParameters());
        Set<Parameter> left = new HashSet<>(answer.parameters());
        ids.forEach((asked, id) -> {
            List<Parameter> meant = answer.parameters().stream()
                    .filter(parameter -> isMeant(asked, id, parameter))
                    .toList();
            boolean isMissing = missing.remove(asked);
            if (meant.size() + (isMissing ? 1 : 0) != 1) {
                throw AwsErrors.unavailable(
                        "Parameter Store answered " + (meant.isEmpty() ? "nothing" : "more than once")
                                + " for one of the parameters",
                        List.of(id));
            }
            if (!isMissing) {
                left.remove(meant.get(0));
                found.put(id, secret(id, meant.get(0)));
            }
        });
        if (!left.isEmpty() || !missing.isEmpty()) {
            throw AwsErrors.unavailable(
                    "Parameter Store answered with something that it was not asked for", ids.values());
        }
        return found;
    }

    private static boolean isMeant(String asked, SecretId id, Parameter parameter) {
        String name = String.valueOf(parameter.name());
        String version = version(id);
        String selector = parameter.selector() == null ? "" : parameter.selector();
        // a number is in the answer twice; for a label, what was asked for is repeated or left out
        boolean isNumber =
                id.version().filter(v -> v.chars().allMatch(Character::isDigit)).isPresent();
        boolean sameVersion =
                isNumber ? version.equals(":" + parameter.version()) : selector.equals(version) || selector.isEmpty();
        String whole = asked.substring(0, asked.length() - version.length());
        return sameVersion
                && (rooted(whole).equals(rooted(name))
                        || whole.equals(parameter.arn())
                        || whole.endsWith(":parameter" + rooted(name)));
    }

    private Secret secret(SecretId id, Parameter parameter) {
        String name = rooted(parameter.name());
        Arn.parse(name).ifPresent(arn -> {
            if (!names.isInside(
                    arn.resource().substring(Service.PARAMETER_STORE.resource().length()))) {
                throw outside(id);
            }
        });
        if (!Arn.looksLikeOne(name) && !names.isInside(name)) {
            throw outside(id);
        }
        if (parameter.value() == null) {
            throw AwsErrors.unavailable("Parameter Store answered without a value", List.of(id));
        }
        Secret secret = content.ofText(id, parameter.value());
        return parameter.version() == null ? secret : secret.withVersion(String.valueOf(parameter.version()));
    }

    private static RuntimeException outside(SecretId id) {
        return Failures.misconfigured("the parameter is outside of the prefix of the store", List.of(id));
    }

    @Override
    public void close() {
        if (ours) {
            client.close();
        }
        access.close();
    }
}
