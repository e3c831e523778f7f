package io.github.bitbucketoidc.provider.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of environment variables that make a shell, a loader, an interpreter, a build tool or a client run other code, trust
 * other keys, talk to other servers or read another configuration (H3, W6), and those of the credentials that the same tools
 * take from the environment.
 *
 * <p>The list is long and still not complete, as no such list can be: that a wildcard brings only what its policy names is the
 * wall, and this is the net behind it. Stateless.
 */
final class ReservedNames {

    /** Nothing but these changes what a tool does: each is reserved, whatever it ends with. */
    private static final List<String> STRICT = words("""
            PATH LD_* DYLD_* BASH_ENV ENV IFS PS4 PROMPT_COMMAND SHELLOPTS BASH_FUNC_* NODE_OPTIONS PYTHON* PERL5* RUBY*
            JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS MAVEN_OPTS GRADLE_OPTS GIT_* NPM_CONFIG_* DOCKER_HOST *_PROXY
            SSL_CERT_* CURL_CA_BUNDLE HOME BITBUCKET_* CI

            BASH_LOADABLES_PATH BASH_XTRACEFD BASHOPTS CDPATH COMSPEC EXECIGNORE FCEDIT FPATH GLOBIGNORE HISTFILE INPUTRC
            MODULE_PATH NULLCMD OLDPWD PATHEXT PS0 PS1 PS2 PS3 PSMODULEPATH PWD READNULLCMD SHELL ZDOTDIR

            GCONV_PATH GETCONF_DIR GLIBC_TUNABLES HOSTALIASES LIBPATH LOCALDOMAIN LOCPATH MALLOC_* NIS_PATH NLSPATH RES_OPTIONS
            RESOLV_* SHLIB_PATH TERMCAP TERMINFO TERMINFO_DIRS TMP TEMP TMPDIR TZDIR _RLD*

            ALLUSERSPROFILE APPDATA HOMEDRIVE HOMEPATH LOCALAPPDATA PROGRAMDATA PROGRAMFILES* SYSTEMDRIVE SYSTEMROOT
            USERPROFILE WINDIR

            ALTERNATE_EDITOR APT_CONFIG AWKLIBPATH AWKPATH BROWSER BZIP BZIP2 DBUS_* DEBCONF_* DISPLAY DPKG_* *_EDITOR EDITOR
            EMACSLOADPATH EXINIT GREP_OPTIONS GZIP LESS LESSCLOSE LESSOPEN M4PATH MANOPT MORE *_PAGER PAGER POSIXLY_CORRECT
            RPM_* SUDO_ASKPASS SYSTEMD_* TAR_OPTIONS UNZIP VIM VIMINIT VIMRUNTIME VISUAL XAUTHORITY XDG_* XZ_DEFAULTS XZ_OPT
            ZIPOPT

            CURL_HOME CURL_SSL_BACKEND GNUTLS_* GSS_* KRB5* NETRC NSS_* OPENSSL_* P11_* PKCS11_* REQUESTS_CA_BUNDLE SASL_PATH
            HTTPLIB2_CA_CERTS SSLKEYLOGFILE SSL_DIR SSL_NO_VERIFY SYSTEM_WGETRC WGETRC WGET_*

            CLASSPATH GROOVY_* JAVA_* JDK_* JRE_HOME *_JAVA_OPTS JVM_OPTS *_JVM_OPTS JAVAC JAVACMD KOTLIN_* SBT_OPTS SCALA_*
            SONAR_SCANNER_OPTS CATALINA_* ANT_ARGS ANT_HOME ANT_OPTS GRADLE_HOME GRADLE_USER_HOME M2_HOME
            MAVEN_ARGS MAVEN_BASEDIR MAVEN_CONFIG MAVEN_DEBUG_OPTS MAVEN_HOME MAVEN_PROJECTBASEDIR MVNW_REPOURL MVNW_VERBOSE

            COMPLUS_* COR_* CORECLR_* MSBUILD* MONO_* VSTEST_*

            NPM_EXECPATH NPM_NODE_EXECPATH CHROME_BIN CYPRESS_INSTALL_BINARY CYPRESS_RUN_BINARY SASS_BINARY_*
            TS_NODE_*

            DJANGO_SETTINGS_MODULE FLASK_APP FLASK_ENV GUNICORN_CMD_ARGS IPYTHONDIR MYPYPATH PYLINTHOME PYLINTRC PIP_USER
            PYTEST_* SETUPTOOLS_* VIRTUAL_ENV VIRTUALENV_*

            BUNDLE_APP_CONFIG BUNDLE_BIN BUNDLE_BUILD* BUNDLE_CONFIG BUNDLE_GEMFILE BUNDLE_MIRROR* BUNDLE_PATH BUNDLE_PLUGINS
            BUNDLE_SSL_* BUNDLE_USER_* BUNDLER_* GEMRC GEM_HOME GEM_PATH GEM_SPEC_CACHE IRBRC RAKEOPT PERL* PHPRC PHP_BINARY
            PHP_INI_* PHP_PEAR_*

            CGO_* GCCGO GO111MODULE GOARCH GOAUTH GOBIN GOCACHE* GODEBUG GOENV GOEXPERIMENT GOFLAGS GOINSECURE GOMODCACHE GONOPROXY
            GONOSUMCHECK GONOSUMDB GOOS GOPATH GOPRIVATE GOPROXY GOROOT GOSUMDB GOTMPDIR GOTOOLCHAIN GOTOOLDIR GOVCS GOWORK
            RUSTC* RUSTDOC* RUSTFLAGS RUSTUP_*

            AR AS C_INCLUDE_PATH CC CCACHE_* CFLAGS CL CMAKE_* COLLECT_* COMPILER_PATH CPATH CPLUS_INCLUDE_PATH CPP CPPFLAGS
            CTEST_* CXX CXXFLAGS DEPENDENCIES_OUTPUT DISTCC_* GCC_EXEC_PREFIX GNUMAKEFLAGS INCLUDE LD LDFLAGS LIB LIBRARY_PATH
            LINK _CL_ _LINK_ MAKE MAKEFILES MAKEFLAGS MAKEOVERRIDES MESON_* MFLAGS NINJA_* OBJC_INCLUDE_PATH PKG_CONFIG*
            ACLOCAL_PATH BAZEL_* BAZELISK_* DEVELOPER_DIR NIX_* SDKROOT VCPKG_*

            CABAL_* ELIXIR_ERL_OPTIONS ERL_* GHC* GUILE_* JULIA_* LUA_* MIX_ARCHIVES MIX_BUILD* MIX_DEPS_PATH MIX_EXS MIX_HOME OCAML* OPAM* R_ENVIRON* R_HOME R_LIBS* R_PROFILE*
            REBAR_* STACK_ROOT STACK_YAML SWIFTPM_* SWIFT_DRIVER* SWIFT_EXEC TCL_LIBRARY TCLLIBPATH HEX_MIRROR* PUB_HOSTED_URL PUB_CACHE FLUTTER_STORAGE_BASE_URL ANDROID_HOME
            ANDROID_SDK_ROOT

            CVSROOT CVS_RSH GNUPGHOME GPG_AGENT_INFO HGRCPATH HGMERGE RSYNC_CONNECT_PROG RSYNC_RSH SSH_AGENT_PID SSH_ASKPASS
            SSH_ASKPASS_REQUIRE SSH_AUTH_SOCK SSH_SK_* SVN_SSH GH_BROWSER GH_CONFIG_DIR GH_HOST GH_PATH GLAB_CONFIG_DIR

            BUILDAH_* BUILDKIT_* BUILDX_* COMPOSE_* CONTAINER_HOST CONTAINERS_* DOCKER_API_VERSION DOCKER_CERT_PATH DOCKER_CONFIG
            DOCKER_CONTENT_TRUST DOCKER_CONTENT_TRUST_SERVER DOCKER_CONTEXT DOCKER_TLS DOCKER_TLS_VERIFY PODMAN_*
            REGISTRY_AUTH_FILE

            KREW_* KUBECONFIG KUBECTL_* KUBE_CONFIG_PATH* KUSTOMIZE_* MINIKUBE_* KUBERNETES_MASTER KUBERNETES_PORT*
            KUBERNETES_SERVICE_* PACKER_CONFIG* PACKER_PLUGIN_* TERRAFORM_CONFIG TERRAGRUNT_* TF_CLI_* TF_DATA_DIR TF_LOG_PATH
            TF_PLUGIN_* TF_REATTACH_PROVIDERS VAULT_ADDR VAULT_AGENT_ADDR VAULT_CACERT* VAULT_CAPATH VAULT_SKIP_VERIFY
            VAULT_TLS_SERVER_NAME ANSIBLE_VAULT_PASSWORD_FILE

            AWS_CA_BUNDLE AWS_CONFIG_FILE AWS_CONTAINER_* AWS_DATA_PATH AWS_EC2_METADATA_* AWS_ENDPOINT_URL* AWS_PROFILE
            AWS_SDK_LOAD_CONFIG AWS_SHARED_CREDENTIALS_FILE AWS_STS_REGIONAL_ENDPOINTS AWS_WEB_IDENTITY_TOKEN_FILE AZURE_AUTHORITY_HOST AZURE_CONFIG_DIR
            AZURE_CORE_* AZURE_EXTENSION_* ARM_METADATA_* ARM_MSI_ENDPOINT ARM_OIDC_REQUEST_URL BOTO_CONFIG BOTO_PATH
            GCE_METADATA_* GOOGLE_API_USE_* GOOGLE_CLOUD_UNIVERSE_DOMAIN GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES
            IDENTITY_ENDPOINT MSI_ENDPOINT OCI_CLI_CONFIG_FILE OCI_CLI_RC_FILE

            GDK_* GIO_* GST_* GTK_* LIBGL_* ODBC* PGOPTIONS PGPASSFILE PGSERVICE* PGSSL* PGSYSCONFDIR PSQLRC MYSQL_HOME
            MYSQL_TEST_LOGIN_FILE ORACLE_HOME QT_* REDISCLI_RCFILE TNS_ADMIN PROXYCHAINS_* SOCKS_SERVER TSOCKS_*""");

    /** Families of tools: all of them is reserved but their credentials. */
    private static final List<String> TOOLS = words("""
            ANSIBLE_* ASPNETCORE_* BUN_* CARGO_* CLOUDSDK_* COMPOSER_* CONAN_* CONDA_* COREPACK_* DENO_* DOTNET_* ELECTRON_*
            FNM_* GCM_* HATCH_* HELM_* HOMEBREW_* JBOSS_* JUPYTER_* LEIN_* MAMBA_* NODE_* NUGET_* NVM_* PDM_* PIP_* PIPENV_* PIPX_* PLAYWRIGHT_* PNPM_* POETRY_*
            PULUMI_* PUPPETEER_* PYENV_* RBENV_* RUST_* RVM_* SCCACHE_* TOX_* TWINE_* UV_* VOLTA_* YARN_*""");

    /** How the name of a credential ends. */
    private static final List<String> CREDENTIALS = words("""
            *_ACCESS_KEY *_ACCESS_KEY_ID *_API_KEY *_AUTH_IDENT *_AUTH_TOKENS *_KEY_ID *_PASSPHRASE *_PASSWD *_PASSWORD *_SECRET
            *_SECRET_KEY *_TOKEN *_USERNAME COMPOSER_AUTH POETRY_PYPI_TOKEN_*""");

    /** By whom, and where, well-known tools act: what they are called is in the hands of those who write the tools. */
    private static final List<String> IDENTITIES = words("""
            ARM_* AWS_* AZURE_* BUNDLE_* CLOUDFLARE_* COMPOSER_AUTH DATABASE_URL DIGITALOCEAN_* DOCKER_* GEM_HOST_API_KEY GH_*
            GITHUB_* GITLAB_* GOOGLE_* GPG_* HEROKU_* HEX_* KUBE_* MAVEN_* MYSQL_* NPM_* OCI_* ORG_GRADLE_PROJECT_* PG* SENTRY_*
            SNYK_* SONAR_* SSH_* TF_* VAULT_* VSS_*""");

    private static final Index RESERVED = new Index(STRICT);
    private static final Index FAMILIES = new Index(TOOLS);
    private static final Index SPARED = new Index(CREDENTIALS);
    private static final Index NAMED =
            new Index(Stream.concat(IDENTITIES.stream(), TOOLS.stream()).toList());

    private ReservedNames() {}

    /** Whether a name is reserved, or of a pattern every name that it can become. */
    static boolean covers(NamePattern pattern) {
        return RESERVED.covers(pattern)
                || (FAMILIES.covers(pattern) && !pattern.isWildcard() && !SPARED.covers(pattern));
    }

    /** Whether a name is by what well-known tools know whose they are: delivered only where a policy names it. */
    static boolean isIdentity(String name) {
        return NAMED.covers(NamePattern.of(name));
    }

    /** Every pattern, for the page that lists them. */
    static List<List<String>> lists() {
        return List.of(STRICT, TOOLS, CREDENTIALS, IDENTITIES);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** Patterns by how they begin: a policy of 100,000 grants asks about each of its names. */
    private static final class Index {

        private final Set<String> exact = new HashSet<>();
        private final Map<Character, List<NamePattern>> byFirst = new HashMap<>();
        private final List<NamePattern> suffixes = new ArrayList<>();

        Index(List<String> patterns) {
            for (String text : patterns) {
                String folded = VariableNames.fold(text);
                NamePattern pattern = NamePattern.of(text);
                if (folded.indexOf('*') < 0) {
                    exact.add(folded);
                } else if (folded.charAt(0) == '*') {
                    suffixes.add(pattern);
                } else {
                    byFirst.computeIfAbsent(folded.charAt(0), first -> new ArrayList<>())
                            .add(pattern);
                }
            }
        }

        boolean covers(NamePattern pattern) {
            String prefix = pattern.prefix();
            if (!pattern.isWildcard() && exact.contains(prefix)) {
                return true;
            }
            List<NamePattern> near = prefix.isEmpty() ? List.of() : byFirst.getOrDefault(prefix.charAt(0), List.of());
            return any(near, pattern) || any(suffixes, pattern);
        }

        private static boolean any(List<NamePattern> patterns, NamePattern pattern) {
            for (NamePattern known : patterns) {
                if (known.covers(pattern)) {
                    return true;
                }
            }
            return false;
        }
    }
}
