package io.github.bitbucketoidc.store.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers of Secrets Manager in AWS's form: every asked secret exists, unless the test says what becomes of it. */
public final class FakeSecrets implements Function<FakeAws.Call, FakeAws.Answer> {

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private final Map<String, String> errors = new LinkedHashMap<>();
    private FakeAws.Answer batchRefusal;
    private int pageSize = 100;

    /** This one cannot be read. */
    FakeSecrets fails(String name, String code) {
        errors.put(name, code);
        return this;
    }

    FakeSecrets withoutBatch() {
        return withoutBatch(
                FakeAws.Answer.error(400, "AccessDeniedException", "User is not authorized to perform this"));
    }

    /** Every batch is answered like this. */
    FakeSecrets withoutBatch(FakeAws.Answer refusal) {
        batchRefusal = refusal;
        return this;
    }

    FakeSecrets inPagesOf(int size) {
        pageSize = size;
        return this;
    }

    static String arn(String name) {
        return "arn:aws:secretsmanager:eu-central-1:123456789012:secret:" + name + "-AbCdEf";
    }

    static String entry(String name, String value) {
        return "{\"ARN\":\"" + arn(name) + "\",\"Name\":\"" + name
                + "\",\"VersionId\":\"11111111-2222-3333-4444-555555555555\",\"VersionStages\":[\"AWSCURRENT\"],"
                + "\"CreatedDate\":1784000000,\"SecretString\":\"" + value + "\"}";
    }

    static List<String> asked(FakeAws.Call call) {
        Matcher list = Pattern.compile("\"SecretIdList\":\\[([^\\]]*)\\]").matcher(call.body());
        List<String> names = new ArrayList<>();
        if (list.find()) {
            TEXT.matcher(list.group(1)).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    static String member(FakeAws.Call call, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(call.body());
        return member.find() ? member.group(1) : "";
    }

    @Override
    public FakeAws.Answer apply(FakeAws.Call call) {
        if (call.operation().equals("GetSecretValue")) {
            String name = member(call, "SecretId");
            return errors.containsKey(name)
                    ? FakeAws.Answer.error(errors.get(name))
                    : FakeAws.Answer.json(entry(name, "value of " + name));
        }
        if (batchRefusal != null) {
            return batchRefusal;
        }
        String token = member(call, "NextToken");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token);
        List<String> asked = asked(call);
        List<String> page = asked.subList(from, Math.min(asked.size(), from + pageSize));
        List<String> values = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (String name : page) {
            if (errors.containsKey(name)) {
                failed.add("{\"SecretId\":\"" + name + "\",\"ErrorCode\":\"" + errors.get(name)
                        + "\",\"Message\":\"no more is said\"}");
            } else {
                values.add(entry(name, "value of " + name));
            }
        }
        int next = from + pageSize;
        return batch(values, failed, next < asked.size() ? "\"" + next + "\"" : "null");
    }

    static FakeAws.Answer batch(List<String> values, List<String> errors, String token) {
        return FakeAws.Answer.json("{\"SecretValues\":[" + String.join(",", values) + "],\"Errors\":["
                + String.join(",", errors) + "],\"NextToken\":" + token + "}");
    }
}
