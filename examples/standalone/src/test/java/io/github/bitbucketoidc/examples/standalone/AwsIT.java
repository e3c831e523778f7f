package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.sts.StsClient;

/** A step gets secrets from AWS, and credentials of its own with which it reads from AWS itself. */
class AwsIT {

    private static final AwsCredentials OWN = AwsBasicCredentials.create("AKIATESTS", "secret-of-the-tests");

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private MotoServer moto;
    private URI aws;
    private Program program;
    private URI secrets;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        moto = MotoServer.start(directory);
        aws = moto.address();
        Path policy = directory.resolve("policy.yaml");
        Files.writeString(directory.resolve("deploy.json"), """
                { "Version": "2012-10-17",
                  "Statement": [ { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::releases/*" } ] }
                """);
        Files.writeString(
                policy, """
                version: 1
                workspaces:
                  acme: { uuid: "{%1$s}", issuer: "%2$s" }
                stores:
                  aws:     { type: aws-secrets-manager, region: eu-central-1, prefix: "ci/", endpoint: "%4$s" }
                  as-step:
                    type: aws-secrets-manager
                    region: eu-central-1
                    endpoint: "%4$s"
                    login: { step: { role: "arn:aws:iam::123456789012:role/payments-ci" } }
                  params:  { type: aws-parameter-store, region: eu-central-1, prefix: "ci/", endpoint: "%4$s" }
                  minted:
                    type: aws-credentials
                    region: eu-central-1
                    endpoint: "%4$s"
                    roles:
                      deploy:
                        arn: "arn:aws:iam::123456789012:role/deploy"
                        duration: 15m
                        session-policy: { file: deploy.json }
                grants:
                  upload:
                    when: repository is "{%3$s}" and branch is "main"
                    deliver:
                      DB_PASSWORD: "aws:db/main#password"
                      DB_BEFORE: "aws:db/main@AWSPREVIOUS#password"
                      NPM_TOKEN: "as-step:ci/npm"
                      LOG_LEVEL: "params:log/level"
                      "AWS_*": "minted:deploy"
                """.formatted(FakeBitbucket.ACME, bitbucket.acme().issuer(), TokenMint.REPOSITORY, aws));
        SecretsManagerClient manager = manager(OWN);
        manager.createSecret(create -> create.name("ci/db/main").secretString("{\"password\":\"correct horse\"}"));
        manager.putSecretValue(put -> put.secretId("ci/db/main").secretString("{\"password\":\"battery staple\"}"));
        manager.createSecret(create -> create.name("ci/npm").secretString("a token of npm"));
        at(SsmClient.builder(), OWN)
                .putParameter(put -> put.name("/ci/log/level").value("verbose").type(ParameterType.SECURE_STRING));
        program = Program.start(
                directory,
                Map.of(
                        "AWS_ACCESS_KEY_ID", OWN.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", OWN.secretAccessKey(),
                        "AWS_EC2_METADATA_DISABLED", "true"),
                "--policy",
                policy.toString());
        secrets = program.address();
    }

    @AfterEach
    void stop() {
        if (program != null) {
            program.close();
        }
        if (moto != null) {
            moto.close();
        }
        bitbucket.close();
    }

    private SecretsManagerClient manager(AwsCredentials credentials) {
        return at(SecretsManagerClient.builder(), credentials);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(
            B builder, AwsCredentials credentials) {
        return builder.region(Region.EU_CENTRAL_1)
                .endpointOverride(aws)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Test
    void givesAStepSecretsAndCredentialsThatWork() {
        RunnerAnswer answer =
                RunnerSimulator.of(secrets).ask(bitbucket.acme().mint().token());
        Map<String, String> environment = answer.environment();
        assertThat(environment)
                .containsEntry("DB_PASSWORD", "battery staple")
                .containsEntry("DB_BEFORE", "correct horse")
                .containsEntry("NPM_TOKEN", "a token of npm")
                .containsEntry("LOG_LEVEL", "verbose")
                .containsEntry("AWS_REGION", "eu-central-1")
                .containsKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

        AwsCredentials minted = AwsSessionCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN"));
        String who = at(StsClient.builder(), minted).getCallerIdentity().arn();
        assertThat(who).isEqualTo("arn:aws:sts::123456789012:assumed-role/deploy/bb-" + TokenMint.STEP);
        assertThat(manager(minted)
                        .getSecretValue(get -> get.secretId("ci/db/main"))
                        .secretString())
                .contains("battery staple");

        assertThat(program.events()).hasSize(1);
        assertThat(program.events().get(0)).contains("assumed-role/deploy/bb-" + TokenMint.STEP, "as-step");
        assertThat(String.join("\n", program.lines()) + program.errors())
                .doesNotContain("battery staple", "correct horse", minted.secretAccessKey())
                .doesNotContain(environment.get("AWS_SESSION_TOKEN"), environment.get("AWS_ACCESS_KEY_ID"));
    }
}
