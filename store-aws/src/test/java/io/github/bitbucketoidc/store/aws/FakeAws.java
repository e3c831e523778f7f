package io.github.bitbucketoidc.store.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Stands where AWS would, records what it is sent, and answers in the wire forms that AWS documents, where moto answers in
 * others: JSON 1.1 with a code in {@code __type} for the services that hold secrets, a query and XML for STS.
 */
public final class FakeAws implements AutoCloseable {

    /** What arrived: the operation, its parameters or its body, and who signed it. */
    public record Call(String operation, String body, Map<String, String> parameters, String authorization) {}

    /** What goes back. */
    public record Answer(int status, String type, String body) {

        static Answer json(String body) {
            return new Answer(200, "application/x-amz-json-1.1", body);
        }

        /** An error of Secrets Manager or Parameter Store. */
        static Answer error(int status, String code, String message) {
            return new Answer(
                    status,
                    "application/x-amz-json-1.1",
                    "{\"__type\":\"com.amazonaws.secretsmanager#" + code + "\",\"message\":\"" + message + "\"}");
        }

        static Answer error(String code) {
            return error(400, code, "no more is said");
        }

        static Answer stsError(int status, String code, String message) {
            return new Answer(
                    status,
                    "text/xml",
                    "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
                            + "<Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                            + "</Message></Error><RequestId>1</RequestId></ErrorResponse>");
        }

        /** A session, named as AWS names it. */
        public static Answer session(Call call, String keyId, Instant expires) {
            String role = call.parameters().get("RoleArn");
            String name = role.substring(role.lastIndexOf('/') + 1) + "/"
                    + call.parameters().get("RoleSessionName");
            String operation = call.operation();
            return new Answer(
                    200,
                    "text/xml",
                    "<" + operation + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><"
                            + operation + "Result><Credentials><AccessKeyId>" + keyId
                            + "</AccessKeyId><SecretAccessKey>minted secret</SecretAccessKey><SessionToken>minted token of "
                            + keyId + "</SessionToken><Expiration>" + expires
                            + "</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROA:1</AssumedRoleId>"
                            + "<Arn>arn:aws:sts::123456789012:assumed-role/" + name + "</Arn></AssumedRoleUser></"
                            + operation + "Result></" + operation + "Response>");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-aws");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Answer> answers = call -> Answer.error(500, "InternalServiceError", "");

    public FakeAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public FakeAws answering(Function<Call, Answer> newAnswers) {
        answers = newAnswers;
        return this;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Call> calls() {
        return calls;
    }

    public List<Call> calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Call call = call(exchange, body);
            calls.add(call);
            Answer answer = answers.apply(call);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            if (answer.status() == 307) {
                exchange.getResponseHeaders().set("Location", answer.body());
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Call call(HttpExchange exchange, String body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Map<String, String> parameters = new LinkedHashMap<>();
        if (target == null) {
            for (String pair : body.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        String operation =
                target == null ? parameters.getOrDefault("Action", "") : target.substring(target.indexOf('.') + 1);
        return new Call(operation, body, parameters, authorization);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
