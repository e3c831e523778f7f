package io.github.bitbucketoidc.testkit;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered, and what the runner makes of it. Immutable and thread-safe; {@code toString} shows no value.
 *
 * @since 0.1.0
 */
public final class RunnerAnswer {

    /** All names and values together, in characters: what Pipelines documents as the limit. */
    static final int LIMIT = 120_000;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Map<String, String> variables;
    private final @Nullable String problem;

    private RunnerAnswer(
            int status, HttpHeaders headers, byte[] body, Map<String, String> variables, @Nullable String problem) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.variables = variables;
        this.problem = problem;
    }

    static RunnerAnswer of(int status, HttpHeaders headers, byte[] body) {
        if (status != 200) {
            return new RunnerAnswer(status, headers, body, Map.of(), "the provider answered " + status);
        }
        try {
            Map<String, String> variables = Json.flatMap(body);
            return new RunnerAnswer(status, headers, body, variables, problemOf(variables));
        } catch (Json.NotFlatException notFlat) {
            return new RunnerAnswer(status, headers, body, Map.of(), notFlat.getMessage());
        }
    }

    private static @Nullable String problemOf(Map<String, String> variables) {
        long size = 0;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                return "\"" + variable.getKey() + "\" is no name of a variable";
            }
            if (variable.getValue().indexOf('\0') >= 0) {
                return "the value of " + variable.getKey() + " holds a NUL, which no variable can";
            }
            size += variable.getKey().length() + variable.getValue().length();
        }
        return size > LIMIT ? "names and values have " + size + " characters, more than " + LIMIT : null;
    }

    /**
     * The status.
     *
     * @return the HTTP status code
     */
    public int status() {
        return status;
    }

    /**
     * The headers.
     *
     * @return the headers; names in any letter case
     */
    public HttpHeaders headers() {
        return headers;
    }

    /**
     * The body as it came.
     *
     * @return the text, read as UTF-8; of a status 200 it holds secrets
     */
    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The flat map of the body, read strictly: one object, texts only, no name twice, nothing behind it.
     *
     * @return the variables in the order of the body; empty if the status is not 200 or the body is no such map
     */
    public Map<String, String> variables() {
        return variables;
    }

    /**
     * Why the step would run without the provider's variables.
     *
     * @return one sentence, without a value; empty if all is well
     */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * The step's variables: Bitbucket's own, and those of the provider over them.
     *
     * @return what the runner would set; of the provider's all or, with a {@link #problem()}, none
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CI", "true");
        environment.put("BITBUCKET_BRANCH", "main");
        environment.put("BITBUCKET_BUILD_NUMBER", "1");
        if (problem == null) {
            environment.putAll(variables);
        }
        return Collections.unmodifiableMap(environment);
    }

    /**
     * A line of the step's log as Pipelines shows it: each exact value of a variable is replaced by its name.
     *
     * @param line what the step printed
     * @return what a reader of the log sees
     */
    public String masked(String line) {
        String masked = line;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!variable.getValue().isEmpty()) {
                masked = masked.replace(variable.getValue(), "$" + variable.getKey());
            }
        }
        return masked;
    }

    @Override
    public String toString() {
        return "RunnerAnswer[" + status + ", " + variables.keySet() + "]";
    }
}
