package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that stand outside of the settings, in processes with an environment of their own. */
class ConfiguredEndpointsTest {

    private static final String[] ALL = {"aws-secrets-manager", "aws-parameter-store", "aws-credentials"};

    @TempDir
    Path folder;

    private static List<String> open(Map<String, String> environment, String... types) throws Exception {
        return OpenedFromJars.run(jar -> true, environment, types);
    }

    @Row("W11")
    @Test
    @DisplayName("W11 plain http to another machine in AWS_ENDPOINT_URL is refused when the policy is loaded")
    void w11RefusesPlainHttpOfTheEnvironment() throws Exception {
        assertThat(open(Map.of("AWS_ENDPOINT_URL", "http://aws.example:4566"), ALL))
                .hasSize(3)
                .allSatisfy(said -> assertThat(said).contains("refused", "endpoint", "plain http", "insecure: true"));
    }

    @Row("W11")
    @ParameterizedTest
    @DisplayName("W11 plain http to another machine for one service is refused for who uses that service")
    @CsvSource({
        "AWS_ENDPOINT_URL_SECRETS_MANAGER, aws-secrets-manager",
        "AWS_ENDPOINT_URL_SSM, aws-parameter-store",
        "AWS_ENDPOINT_URL_STS, aws-credentials",
        "AWS_ENDPOINT_URL_STS, aws-secrets-manager+step"
    })
    void w11RefusesPlainHttpForOneService(String variable, String type) throws Exception {
        assertThat(open(Map.of(variable, "http://aws.example:4566"), type))
                .singleElement()
                .asString()
                .contains("refused", "plain http", variable);
    }

    @Row("W11")
    @Test
    @DisplayName("W11 plain http to another machine in a profile is refused")
    void w11RefusesPlainHttpOfAProfile() throws Exception {
        Path config = folder.resolve("config");
        Files.writeString(config, "[default]\nendpoint_url = http://aws.example:4566\n");
        assertThat(open(Map.of("AWS_CONFIG_FILE", config.toString()), "aws-secrets-manager"))
                .singleElement()
                .asString()
                .contains("refused", "plain http", "the profile 'default'");
        Files.writeString(
                config,
                "[default]\nservices = local\n[services local]\nsts =\n  endpoint_url = http://aws.example:4566\n");
        assertThat(open(Map.of("AWS_CONFIG_FILE", config.toString()), "aws-credentials"))
                .singleElement()
                .asString()
                .contains("refused", "plain http");
    }

    @Test
    void acceptsHttpsAndThisMachine() throws Exception {
        for (String address : List.of("https://aws.example", "http://127.0.0.1:4566", "http://localhost:4566")) {
            assertThat(open(Map.of("AWS_ENDPOINT_URL", address), ALL))
                    .as(address)
                    .allSatisfy(said -> assertThat(said).endsWith("opened"));
        }
    }

    @Test
    void saysThatAnAddressIsNone() throws Exception {
        assertThat(open(Map.of("AWS_ENDPOINT_URL", "not an address"), "aws-secrets-manager"))
                .singleElement()
                .asString()
                .contains("refused", "is no address");
    }
}
