package io.github.bitbucketoidc.store.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.sts.StsClient;

/** A running moto, one for all tests of a run; ends with the process. Emptied by {@link #reset()}. */
final class Moto {

    static final Region REGION = Region.EU_CENTRAL_1;
    static final String ACCOUNT = "123456789012";

    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:[0-9]+)");
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATESTS", "secret-of-the-tests"));

    private static Moto running;

    private final URI address;
    private final SecretsManagerClient secrets;
    private final SsmClient parameters;
    private final StsClient sts;

    private Moto(URI address) {
        this.address = address;
        this.secrets = at(SecretsManagerClient.builder());
        this.parameters = at(SsmClient.builder());
        this.sts = at(StsClient.builder());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(B builder) {
        return builder.region(REGION)
                .endpointOverride(address)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    static synchronized Moto started() throws IOException {
        if (running == null) {
            running = new Moto(start());
        }
        return running;
    }

    private static URI start() throws IOException {
        String program = NeedsMoto.Condition.program().orElseThrow().toString();
        Process process = new ProcessBuilder(program, "-H", "127.0.0.1", "-p", "0")
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        CompletableFuture<URI> address = new CompletableFuture<>();
        // it writes a line for each request: unread they would fill the pipe and stop it
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = process.inputReader()) {
                        lines.lines().forEach(line -> {
                            Matcher matcher = RUNNING.matcher(line);
                            if (matcher.find()) {
                                address.complete(URI.create(matcher.group(1)));
                            }
                        });
                    } catch (IOException | UncheckedIOException ended) {
                        address.completeExceptionally(ended);
                    }
                    address.completeExceptionally(new IOException("moto ended before it listened"));
                },
                "moto-output");
        reader.setDaemon(true);
        reader.start();
        return address.orTimeout(60, TimeUnit.SECONDS).join();
    }

    URI address() {
        return address;
    }

    SecretsManagerClient secrets() {
        return secrets;
    }

    SsmClient parameters() {
        return parameters;
    }

    StsClient sts() {
        return sts;
    }

    String create(String name, String value) {
        return secrets.createSecret(request -> request.name(name).secretString(value))
                .arn();
    }

    /** Writes a parameter, encrypted; another version if it is there. */
    void put(String name, String value) {
        parameters.putParameter(request -> request.name(name)
                .value(value)
                .type(ParameterType.SECURE_STRING)
                .overwrite(true));
    }

    /** Forgets everything. */
    void reset() {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/moto-api/reset"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("moto cannot be emptied", failed);
        }
    }
}
