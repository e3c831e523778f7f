package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.aws.sdk.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Reads IAM policies as a careful reviewer would, and says what is wrong with them. */
final class IamLint {

    private static final String UUID_FORM = "\\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}";

    /** A repository, and an environment or a placeholder for one. */
    private static final Pattern PINNED = Pattern.compile(UUID_FORM + ":(" + UUID_FORM + ":)?\\*");

    private IamLint() {}

    private static List<JsonNode> statements(String json, List<String> problems) {
        Map<String, JsonNode> policy = JsonNode.parser().parse(json).asObject();
        if (!policy.containsKey("Version") || !policy.get("Version").asString().equals("2012-10-17")) {
            problems.add("no version, or an old one");
        }
        return policy.get("Statement").asArray();
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray() ? node.asArray().stream().map(JsonNode::asString).toList() : List.of(node.asString());
    }

    /** Who may take on a role. */
    static List<String> trust(String json) {
        List<String> problems = new ArrayList<>();
        for (JsonNode statement : statements(json, problems)) {
            Map<String, JsonNode> fields = statement.asObject();
            JsonNode principal = fields.get("Principal");
            if (principal == null
                    || principal.isString()
                    || principal.asObject().values().stream()
                            .anyMatch(who -> texts(who).contains("*"))) {
                problems.add("anybody is trusted");
                continue;
            }
            List<String> actions = texts(fields.get("Action"));
            if (actions.stream().anyMatch(action -> action.contains("*"))) {
                problems.add("an action with a wildcard");
            }
            if (actions.contains("sts:AssumeRoleWithWebIdentity")) {
                webIdentity(fields, problems);
            }
        }
        return problems;
    }

    private static void webIdentity(Map<String, JsonNode> statement, List<String> problems) {
        String provider = statement.get("Principal").asObject().get("Federated").asString();
        String issuer = provider.substring(provider.indexOf("oidc-provider/") + "oidc-provider/".length());
        Map<String, JsonNode> conditions = statement.get("Condition").asObject();
        JsonNode equals = conditions.get("StringEquals");
        JsonNode audience = equals == null ? null : equals.asObject().get(issuer + ":aud");
        if (audience == null || audience.asString().contains("*")) {
            problems.add("no audience");
        }
        JsonNode like = conditions.get("StringLike");
        JsonNode subject = like == null ? null : like.asObject().get(issuer + ":sub");
        if (subject == null
                || !texts(subject).stream()
                        .allMatch(text -> PINNED.matcher(text).matches())) {
            problems.add("the subject names no repository");
        }
        if (!conditions.keySet().stream().allMatch(name -> name.equals("StringEquals") || name.equals("StringLike"))) {
            problems.add("an operator that is true for a claim that is absent");
        }
    }

    /** What a role may do. */
    static List<String> permissions(String json) {
        List<String> problems = new ArrayList<>();
        for (JsonNode statement : statements(json, problems)) {
            Map<String, JsonNode> fields = statement.asObject();
            List<String> actions = texts(fields.get("Action"));
            if (actions.stream().anyMatch(action -> action.contains("*"))) {
                problems.add("an action with a wildcard");
            }
            boolean hasNoResources = actions.equals(List.of("secretsmanager:BatchGetSecretValue"));
            if (!hasNoResources && texts(fields.get("Resource")).stream().anyMatch(one -> !Arn.looksLikeOne(one))) {
                problems.add("every resource");
            }
        }
        return problems;
    }
}
