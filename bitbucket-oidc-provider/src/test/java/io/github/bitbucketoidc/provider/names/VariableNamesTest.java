package io.github.bitbucketoidc.provider.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", "z", "_", "AZaz09_", "_0"})
    @Row("H4")
    void h4AreMadeOfLettersDigitsAndUnderscores(String name) {
        assertThat(VariableNames.isWellFormed(name)).isTrue();
        assertThat(VariableNames.isWellFormedPattern(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "1A", "A-B", "A/", "A:", "A@", "A[", "A`", "A{", "A=B", "A\n", "\u00c4", "A\u212a"})
    @Row("H4")
    void h4AreNothingElse(String name) {
        assertThat(VariableNames.isWellFormed(name)).isFalse();
        assertThat(VariableNames.isWellFormedPattern(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "A*", "*A", "A_*_Z", "*0", "_*9"})
    @Row("H4")
    void h4MayHoldOneStarForTheNameOfAField(String pattern) {
        assertThat(VariableNames.isWellFormedPattern(pattern)).isTrue();
        assertThat(VariableNames.isWellFormed(pattern)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "*A*", "0*", "9A*", "A-*", "*-A", "*:", "A/*"})
    @Row("H4")
    void h4AStarMendsNoName(String pattern) {
        assertThat(VariableNames.isWellFormedPattern(pattern)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", "aZ", "AZ", "a_Z0"})
    @Row("H4")
    void h4AreFoldedInAsciiOnly(String name) {
        assertThat(VariableNames.fold(name + "@[\u00c4"))
                .isEqualTo(name.replace('A', 'a').replace('Z', 'z') + "@[\u00c4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENSSL_CONF",
                "OPENSSL_ENGINES",
                "SSLKEYLOGFILE",
                "GCONV_PATH",
                "LOCPATH",
                "GLIBC_TUNABLES",
                "RES_OPTIONS",
                "HOSTALIASES",
                "LOCALDOMAIN",
                "MALLOC_CHECK_",
                "TMPDIR",
                "ZDOTDIR",
                "BASH_LOADABLES_PATH",
                "BASHOPTS",
                "CDPATH",
                "GLOBIGNORE",
                "INPUTRC",
                "JAVA_HOME",
                "JAVA_OPTS",
                "CATALINA_OPTS",
                "CLASSPATH",
                "MAVEN_ARGS",
                "MAVEN_CONFIG",
                "SBT_OPTS",
                "ANT_OPTS",
                "GRADLE_USER_HOME",
                "KAFKA_JVM_OPTS",
                "MAKEFLAGS",
                "MAKEFILES",
                "GNUMAKEFLAGS",
                "CC",
                "CXX",
                "CFLAGS",
                "LDFLAGS",
                "LIBRARY_PATH",
                "CPATH",
                "CMAKE_TOOLCHAIN_FILE",
                "PKG_CONFIG_PATH",
                "PIP_INDEX_URL",
                "PIP_CONFIG_FILE",
                "PIP_EXTRA_INDEX_URL",
                "UV_INDEX_URL",
                "POETRY_REPOSITORIES_X_URL",
                "TWINE_REPOSITORY_URL",
                "CONDA_PREFIX",
                "VIRTUAL_ENV",
                "PYTEST_ADDOPTS",
                "PYTEST_PLUGINS",
                "DJANGO_SETTINGS_MODULE",
                "DOTNET_STARTUP_HOOKS",
                "DOTNET_ADDITIONAL_DEPS",
                "CORECLR_PROFILER_PATH",
                "COR_PROFILER",
                "NUGET_PACKAGES",
                "MSBUILDSDKSPATH",
                "NODE_TLS_REJECT_UNAUTHORIZED",
                "NODE_EXTRA_CA_CERTS",
                "NODE_PATH",
                "YARN_RC_FILENAME",
                "COREPACK_NPM_REGISTRY",
                "ELECTRON_RUN_AS_NODE",
                "GEM_PATH",
                "GEM_HOME",
                "BUNDLE_GEMFILE",
                "RUBYOPT",
                "PERLLIB",
                "PERL_MB_OPT",
                "PHPRC",
                "PHP_INI_SCAN_DIR",
                "COMPOSER_HOME",
                "GOFLAGS",
                "GOPROXY",
                "GONOSUMDB",
                "GOENV",
                "CGO_CFLAGS",
                "RUSTFLAGS",
                "RUSTC_WRAPPER",
                "CARGO_BUILD_RUSTC",
                "CARGO_HOME",
                "GIT_SSH_COMMAND",
                "SSH_ASKPASS",
                "SSH_AUTH_SOCK",
                "HGRCPATH",
                "SVN_SSH",
                "GNUPGHOME",
                "WGETRC",
                "CURL_HOME",
                "NETRC",
                "REQUESTS_CA_BUNDLE",
                "KUBECONFIG",
                "HELM_PLUGINS",
                "DOCKER_CONFIG",
                "DOCKER_TLS_VERIFY",
                "BUILDKIT_HOST",
                "COMPOSE_FILE",
                "TF_CLI_CONFIG_FILE",
                "TF_CLI_ARGS",
                "TF_PLUGIN_CACHE_DIR",
                "ANSIBLE_CONFIG",
                "ANSIBLE_VAULT_PASSWORD_FILE",
                "AWS_CONFIG_FILE",
                "AWS_SHARED_CREDENTIALS_FILE",
                "AWS_CA_BUNDLE",
                "AWS_ENDPOINT_URL",
                "AWS_ENDPOINT_URL_S3",
                "AWS_PROFILE",
                "CLOUDSDK_CONFIG",
                "BOTO_CONFIG",
                "AZURE_CONFIG_DIR",
                "VAULT_ADDR",
                "VAULT_SKIP_VERIFY",
                "EDITOR",
                "VISUAL",
                "GIT_PAGER",
                "PAGER",
                "LESSOPEN",
                "VIMINIT",
                "BROWSER",
                "MANPAGER_X_PAGER",
                "http_proxy",
                "ALL_PROXY",
                "XDG_CONFIG_HOME",
                "LUA_INIT",
                "R_PROFILE_USER",
                "ERL_FLAGS",
                "TAR_OPTIONS",
                "SUDO_ASKPASS",
                "PSModulePath",
                "ComSpec",
                "USERPROFILE",
                "PGSERVICEFILE",
                "TNS_ADMIN"
            })
    @Row("W6")
    void reserveWhatRunsCodeOrChangesWhomAToolTrusts(String name) {
        assertThat(VariableNames.isReserved(name)).isTrue();
        assertThat(VariableNames.check(name, Set.of())).contains(VariableNames.Fault.RESERVED);
        assertThat(VariableNames.check(name, Set.of(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_REGION",
                "NPM_TOKEN",
                "NODE_AUTH_TOKEN",
                "DOCKER_PASSWORD",
                "DOCKER_USERNAME",
                "PIP_REGISTRY_PASSWORD",
                "TWINE_PASSWORD",
                "UV_PUBLISH_TOKEN",
                "CARGO_REGISTRY_TOKEN",
                "POETRY_PYPI_TOKEN_PYPI",
                "COMPOSER_AUTH",
                "NUGET_API_KEY",
                "GOOGLE_APPLICATION_CREDENTIALS",
                "AZURE_CLIENT_SECRET",
                "ARM_CLIENT_ID",
                "KUBE_CONFIG",
                "VAULT_TOKEN",
                "TF_VAR_password",
                "TF_TOKEN_app_terraform_io",
                "ANSIBLE_VAULT_PASSWORD",
                "SONAR_TOKEN",
                "GITHUB_TOKEN",
                "GH_TOKEN",
                "SSH_PRIVATE_KEY",
                "MAVEN_PASSWORD",
                "ORG_GRADLE_PROJECT_signingKey",
                "PGPASSWORD",
                "SNYK_TOKEN",
                "HELM_REGISTRY_PASSWORD",
                "BUNDLE_GITHUB__COM"
            })
    @Row("W6")
    void letCredentialsThrough(String name) {
        assertThat(VariableNames.check(name, Set.of())).isEmpty();
        assertThat(VariableNames.isIdentity(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TOKEN", "APP_KEY", "DB_PASSWORD", "CERBOS_HUB_CLIENT_ID", "GOOD", "PASSWORD", "SIGNING_KEY"})
    void areOrdinaryOtherwise(String name) {
        assertThat(VariableNames.check(name, Set.of())).isEmpty();
        assertThat(VariableNames.isIdentity(name)).isFalse();
    }
}
